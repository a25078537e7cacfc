-- Zones of stores of one file as typed rows, in file order; a row that can't be one says why.
-- params: $file_number
with fields as (
    select
        cast(null as integer) as record_bytes,
        cast(null as text) as line_problem,
        cast(null as text) as store_id,
        cast(null as text) as timezone_str
    where false
    union all by name
    select * from source
),

typed as (
    select
        record_bytes,
        line_problem,
        store_id,
        trim(timezone_str) as time_zone
    from fields
)

select
    * exclude (line_problem),
    cast($file_number as integer) as file_number,
    case
        when line_problem is not null then {'field': cast(null as text), 'reason': line_problem}
        when is_blank(store_id) then {'field': 'store_id', 'reason': 'empty id'}
        when time_zone is null or time_zone not in (select zone_name from known_zones())
            then {'field': 'timezone_str', 'reason': 'bad zone'}
    end as reject
from typed
