-- Notes on which loads this set leans: those whose rows it repeats, the one that last replaced the
-- hours of a store it repeats. Files of the set that name the same store lean on each other.
-- params: $load_id
insert into load_dependencies
with accepted as (
    select rowid as row_number, file_number, store_id, day_of_week, opens_local, closes_local
    from staged
    where reject is null
),

repeated as (
    select accepted.row_number, accepted.store_id, incoming.file_number, incoming.held_load_id
    from accepted
    inner join incoming
        on accepted.store_id = incoming.store_id
        and accepted.day_of_week = incoming.day_of_week
        and accepted.opens_local = incoming.opens_local
        and accepted.closes_local = incoming.closes_local
    where incoming.held_load_id is not null
),

last_replaced as (
    select store_id, max(replaced_by_load_id) as load_id
    from store_hours_replaced
    where replaced_by_load_id < $load_id
    group by store_id
),

named as (
    select distinct store_id, file_number from accepted
),

leanings as (
    select row_number, $load_id + file_number as load_id, held_load_id as on_load_id
    from repeated
    union
    select repeated.row_number, $load_id + repeated.file_number, last_replaced.load_id
    from repeated
    inner join last_replaced on repeated.store_id = last_replaced.store_id
    union
    select accepted.row_number, $load_id + accepted.file_number, $load_id + named.file_number
    from accepted
    inner join named on accepted.store_id = named.store_id
    where named.file_number <> accepted.file_number
)

select load_id, on_load_id, count(*)
from leanings
group by load_id, on_load_id
order by load_id, on_load_id
