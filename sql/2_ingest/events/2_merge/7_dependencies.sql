-- Notes on which loads this one's duplicates lean.
-- params: $load_id
insert into load_dependencies
select cast($load_id as integer), held_load_id, sum(file_rows - fresh_rows)
from held_events
where file_rows > fresh_rows
group by held_load_id
