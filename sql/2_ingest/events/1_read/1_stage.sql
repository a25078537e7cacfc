-- Events of one file as typed rows, in file order; a row that can't be one says why.
-- params: $file_number, $input_tz, $time_format, $latest_allowed
with fields as (
    select
        cast(null as integer) as record_bytes,
        cast(null as text) as line_problem,
        cast(null as text) as user_id,
        cast(null as text) as event_type,
        cast(null as text) as "timestamp",
        cast(null as text) as event_id
    where false
    union all by name
    select * from source
),

typed as (
    select
        record_bytes,
        line_problem,
        user_id,
        event_type,
        parse_instant("timestamp", $input_tz, $time_format) as occurred_at,
        is_finer_than_kept("timestamp") as is_time_cut,
        case when not is_blank(event_id) then event_id end as event_id
    from fields
)

select
    * exclude (line_problem),
    cast($file_number as integer) as file_number,
    case
        when line_problem is not null then {'field': cast(null as text), 'reason': line_problem}
        when is_blank(user_id) then {'field': 'user_id', 'reason': 'empty id'}
        when is_blank(event_type) then {'field': 'event_type', 'reason': 'empty event type'}
        when occurred_at is null then {'field': 'timestamp', 'reason': 'bad time'}
        when occurred_at > cast($latest_allowed as timestamp)
            then {'field': 'timestamp', 'reason': 'in the future'}
    end as reject
from typed
