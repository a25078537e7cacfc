-- Notes on which loads this set leans: those whose rows it repeats, the one that last replaced the
-- hours of a store it repeats. Files of the set that name the same store lean on each other.
-- params: $load_id
insert into load_dependencies
with numbered as (
    select
        *,
        row_number() over (
            order by file_number, store_id, day_of_week, opens_local, closes_local
        ) as content_number
    from contents
),

repeated as (
    select
        numbered.content_number,
        numbered.file_rows,
        numbered.store_id,
        incoming.file_number,
        incoming.held_load_id
    from numbered
    inner join incoming
        on numbered.store_id = incoming.store_id
        and numbered.day_of_week = incoming.day_of_week
        and numbered.opens_local = incoming.opens_local
        and numbered.closes_local = incoming.closes_local
    where incoming.held_load_id is not null
),

last_replaced as (
    select store_id, max(replaced_by_load_id) as load_id
    from store_hours_replaced
    where replaced_by_load_id < cast($load_id as integer)
    group by store_id
),

named as (
    select distinct store_id, file_number from contents
),

leanings as (
    select
        content_number,
        file_rows,
        cast($load_id as integer) + file_number as load_id,
        held_load_id as on_load_id
    from repeated
    union
    select
        repeated.content_number,
        repeated.file_rows,
        cast($load_id as integer) + repeated.file_number,
        last_replaced.load_id
    from repeated
    inner join last_replaced on repeated.store_id = last_replaced.store_id
    union
    select
        numbered.content_number,
        numbered.file_rows,
        cast($load_id as integer) + numbered.file_number,
        cast($load_id as integer) + named.file_number
    from numbered
    inner join named on numbered.store_id = named.store_id
    where named.file_number <> numbered.file_number
)

select load_id, on_load_id, sum(file_rows)
from leanings
group by load_id, on_load_id
order by load_id, on_load_id
