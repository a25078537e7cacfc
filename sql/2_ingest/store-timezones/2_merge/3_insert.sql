-- Adds what is new.
-- params: $load_id
insert into store_timezones
select store_id, time_zone, cast($load_id as integer) + file_number
from incoming
where held_time_zone is null or held_time_zone <> time_zone
order by store_id
