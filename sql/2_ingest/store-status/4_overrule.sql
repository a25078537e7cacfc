-- Keeps active pings that lost to an inactive one at the same instant.
-- params: $load_id
insert into store_status_overruled
select
    store_id,
    observed_at,
    'active',
    case when is_active_fresh then $load_id else held_active_load_id end
from incoming_pings
where (is_active_fresh and (inactive_rows > 0 or held_status = 'inactive'))
    or (held_status = 'active' and is_inactive_fresh)
