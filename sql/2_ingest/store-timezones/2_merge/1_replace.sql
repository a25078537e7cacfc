-- Keeps the zones that the set changes.
-- params: $load_id
insert into store_timezones_replaced
select store_id, held_time_zone, held_load_id, cast($load_id as integer) + file_number
from incoming
where held_time_zone <> time_zone
