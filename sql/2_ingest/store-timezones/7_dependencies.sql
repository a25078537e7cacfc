-- Notes on which loads this set's duplicates lean.
-- params: $load_id
insert into load_dependencies
select $load_id + file_number, held_load_id, count(*)
from incoming
where held_time_zone = time_zone
group by file_number, held_load_id
