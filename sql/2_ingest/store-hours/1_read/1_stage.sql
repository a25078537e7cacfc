-- Opening hours of one file as typed rows, in file order; a row that can't be one says why.
-- params: $file_number
with fields as (
    select
        cast(null as integer) as record_bytes,
        cast(null as text) as line_problem,
        cast(null as text) as store_id,
        cast(null as text) as day,
        cast(null as text) as start_time_local,
        cast(null as text) as end_time_local
    where false
    union all by name
    select * from source
),

typed as (
    select
        record_bytes,
        line_problem,
        store_id,
        parse_day_of_week(trim(day)) as day_of_week,
        parse_local_time(trim(start_time_local)) as opens_local,
        parse_local_time(trim(end_time_local)) as closes_local
    from fields
)

select
    * exclude (line_problem),
    cast($file_number as integer) as file_number,
    case
        when line_problem is not null then {'field': cast(null as text), 'reason': line_problem}
        when is_blank(store_id) then {'field': 'store_id', 'reason': 'empty id'}
        when day_of_week is null then {'field': 'day', 'reason': 'bad day of week'}
        when opens_local is null or opens_local = time '24:00:00'
            then {'field': 'start_time_local', 'reason': 'bad time of day'}
        when closes_local is null then {'field': 'end_time_local', 'reason': 'bad time of day'}
    end as reject
from typed
