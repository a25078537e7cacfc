-- The rest of what it replaced is in use again.
-- params: $load_id
insert into store_hours
select store_id, day_of_week, opens_local, closes_local, load_id
from store_hours_replaced
where replaced_by_load_id = cast($load_id as integer)
order by store_id, day_of_week, opens_local, closes_local
