-- What the set says, next to what is held already.
-- grain: one row per distinct row of the set; the first file that has it brings it
-- params: $append
create or replace temp table incoming as
with contents as (
    select
        store_id,
        day_of_week,
        opens_local,
        closes_local,
        min(file_number) as file_number
    from staged
    where reject is null
    group by store_id, day_of_week, opens_local, closes_local
)

select
    contents.*,
    store_hours.load_id as held_load_id,
    not cast($append as boolean)
    and contents.store_id in (select store_id from store_hours) as is_replacing
from contents
left join store_hours
    on contents.store_id = store_hours.store_id
    and contents.day_of_week = store_hours.day_of_week
    and contents.opens_local = store_hours.opens_local
    and contents.closes_local = store_hours.closes_local
