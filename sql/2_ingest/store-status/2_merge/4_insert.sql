-- Adds what is new, in order of time. Rows are sorted before their status becomes text: less is
-- moved.
-- params: $load_id
insert into store_status
with in_time as (
    select store_id, observed_at, is_inactive
    from seated_pings
    order by observed_at, store_id
)

select
    store_id,
    observed_at,
    case when is_inactive then 'inactive' else 'active' end,
    cast($load_id as integer)
from in_time
