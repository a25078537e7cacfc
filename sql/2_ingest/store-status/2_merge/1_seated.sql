-- What the file says that is in use from now on: what is new, and inactive where active is held.
create or replace temp view seated_pings as
select store_id, observed_at, inactive_rows > 0 as is_inactive
from contents
where held_status is null or (held_status = 'active' and inactive_rows > 0)
