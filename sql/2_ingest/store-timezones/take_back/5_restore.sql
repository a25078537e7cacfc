-- The rest of what it replaced is in use again.
-- params: $load_id
insert into store_timezones
select store_id, time_zone, load_id
from store_timezones_replaced
where replaced_by_load_id = cast($load_id as integer)
order by store_id
