-- Adds what is new.
-- params: $load_id
insert into store_hours
select store_id, day_of_week, opens_local, closes_local, cast($load_id as integer) + file_number
from incoming
where held_load_id is null
order by store_id, day_of_week, opens_local, closes_local
