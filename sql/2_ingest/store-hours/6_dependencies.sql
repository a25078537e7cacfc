-- Notes on which loads this set's duplicates lean.
-- params: $load_id
insert into load_dependencies
select $load_id + incoming.file_number, incoming.held_load_id, count(*)
from staged
inner join incoming
    on staged.store_id = incoming.store_id
    and staged.day_of_week = incoming.day_of_week
    and staged.opens_local = incoming.opens_local
    and staged.closes_local = incoming.closes_local
where staged.reject is null and incoming.held_load_id is not null
group by incoming.file_number, incoming.held_load_id
