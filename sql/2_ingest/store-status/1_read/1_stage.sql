-- Store pings of one file as typed rows, in file order; a row that can't be one says why.
-- params: $file_number, $input_tz, $time_format, $latest_allowed
with fields as (
    select
        cast(null as integer) as record_bytes,
        cast(null as text) as line_problem,
        cast(null as text) as store_id,
        cast(null as text) as status,
        cast(null as text) as timestamp_utc
    where false
    union all by name
    select * from source
),

typed as (
    select
        record_bytes,
        line_problem,
        store_id,
        parse_status(status) as status,
        parse_instant(timestamp_utc, $input_tz, $time_format) as observed_at,
        is_finer_than_kept(timestamp_utc) as is_time_cut
    from fields
)

select
    * exclude (line_problem),
    cast($file_number as integer) as file_number,
    case
        when line_problem is not null then {'field': cast(null as text), 'reason': line_problem}
        when is_blank(store_id) then {'field': 'store_id', 'reason': 'empty id'}
        when status is null then {'field': 'status', 'reason': 'unknown status'}
        when observed_at is null then {'field': 'timestamp_utc', 'reason': 'bad time'}
        when observed_at > cast($latest_allowed as timestamp)
            then {'field': 'timestamp_utc', 'reason': 'in the future'}
    end as reject
from typed
