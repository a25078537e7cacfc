-- Notes on which loads this set leans: those whose zones it repeats. Files of the set that name the
-- same store lean on each other.
-- params: $load_id
insert into load_dependencies
with named as (
    select distinct store_id, file_number
    from staged
    where reject is null
),

leanings as (
    select $load_id + file_number as load_id, held_load_id as on_load_id
    from incoming
    where held_time_zone = time_zone
    union all
    select $load_id + named.file_number, $load_id + others.file_number
    from named
    inner join named as others on named.store_id = others.store_id
    where named.file_number <> others.file_number
)

select load_id, on_load_id, count(*)
from leanings
group by load_id, on_load_id
order by load_id, on_load_id
