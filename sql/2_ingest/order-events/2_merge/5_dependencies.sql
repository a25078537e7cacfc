-- Notes on which loads this one's duplicates lean.
-- params: $load_id
insert into load_dependencies
select cast($load_id as integer), held_load_id, sum(file_rows)
from contents
where held_load_id is not null
group by held_load_id
