-- The first and the last ping of each store and week among what is new.
-- grain: one row per (store_id, week_start)
create or replace temp table week_news as
with weeks as (
    select
        store_id,
        date_trunc('week', observed_at) as week_start,
        min(observed_at) as first_at,
        max(observed_at) as last_at,
        max(observed_at) filter (where is_inactive) as last_inactive_at
    from seated_pings
    group by store_id, date_trunc('week', observed_at)
)

select
    store_id,
    week_start,
    first_at,
    last_at,
    case when last_inactive_at = last_at then 'inactive' else 'active' end as last_status
from weeks
