-- Keeps active pings that lost to an inactive one at the same instant: both in the file, or one of
-- them held.
-- params: $load_id
insert into store_status_overruled
select
    store_id,
    observed_at,
    'active',
    case when held_status = 'active' then held_load_id else cast($load_id as integer) end
from contents
where (held_status is null and active_rows > 0 and inactive_rows > 0)
    or (held_status = 'active' and inactive_rows > 0)
    or (held_status = 'inactive' and active_rows > 0 and overruled_load_id is null)
