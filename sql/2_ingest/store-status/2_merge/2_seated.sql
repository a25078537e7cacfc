-- What the file says that is in use from now on. A view, since there may be many.
create or replace temp view seated_pings as
select
    contents.store_id,
    contents.observed_at,
    contents.inactive_rows > 0 as is_inactive
from contents
left join held_pings
    on contents.store_id = held_pings.store_id and contents.observed_at = held_pings.observed_at
where held_pings.store_id is null or held_pings.is_inactive_fresh
