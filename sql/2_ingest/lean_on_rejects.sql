-- A reject that is held already is counted, not kept again: its load is leaned on.
-- params: $load_id
insert into load_dependencies
select cast($load_id as integer), held_load_id, sum(row_count)
from rejected
where held_load_id is not null
group by held_load_id
