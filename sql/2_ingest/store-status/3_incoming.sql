-- Whose each of them is, and which of them say something new. A view, since there may be many.
create or replace temp view incoming_pings as
select
    store_id,
    observed_at,
    active_rows,
    inactive_rows,
    held_status,
    case when held_status = 'active' then held_load_id else overruled_load_id end
        as held_active_load_id,
    case when held_status = 'inactive' then held_load_id end as held_inactive_load_id,
    active_rows > 0
    and coalesce(held_status, 'inactive') <> 'active'
    and overruled_load_id is null as is_active_fresh,
    inactive_rows > 0 and coalesce(held_status, 'active') <> 'inactive' as is_inactive_fresh
from compared_pings
