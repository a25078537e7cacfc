-- Keeps active pings that lost to an inactive one at the same instant.
-- params: $load_id
insert into store_status_overruled
select store_id, observed_at, 'active', cast($load_id as integer)
from contents
where active_rows > 0
    and inactive_rows > 0
    and not exists (
        select 1
        from held_pings
        where held_pings.store_id = contents.store_id
            and held_pings.observed_at = contents.observed_at
    )
union all
select
    store_id,
    observed_at,
    'active',
    case when is_active_fresh then cast($load_id as integer) else held_active_load_id end
from held_pings
where is_active_fresh or is_inactive_fresh
