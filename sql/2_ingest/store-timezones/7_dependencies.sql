-- Notes on which loads this set leans: those whose zones it repeats, and earlier files of the set
-- that name the same store.
-- params: $load_id
insert into load_dependencies
with leanings as (
    select $load_id + file_number as load_id, held_load_id as on_load_id
    from incoming
    where held_time_zone = time_zone
    union all
    select $load_id + staged.file_number, $load_id + incoming.file_number
    from staged
    inner join incoming on staged.store_id = incoming.store_id
    where staged.reject is null and incoming.file_number < staged.file_number
)

select load_id, on_load_id, count(*)
from leanings
group by load_id, on_load_id
order by load_id, on_load_id
