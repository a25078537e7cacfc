-- Notes on which loads this set leans: those whose zones it repeats. Files of the set that name the
-- same store lean on each other.
-- params: $load_id
insert into load_dependencies
with leanings as (
    select cast($load_id as integer) + file_number as load_id, held_load_id as on_load_id
    from incoming
    where held_time_zone = time_zone
    union all
    select
        cast($load_id as integer) + contents.file_number,
        cast($load_id as integer) + others.file_number
    from contents
    inner join contents as others on contents.store_id = others.store_id
    where contents.file_number <> others.file_number
)

select load_id, on_load_id, count(*)
from leanings
group by load_id, on_load_id
order by load_id, on_load_id
