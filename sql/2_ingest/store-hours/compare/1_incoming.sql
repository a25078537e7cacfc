-- What the set says, next to what is held already.
-- grain: one row per distinct row of the set; the first file that has it brings it
-- params: $append
create or replace temp table incoming as
with set_rows as (
    select
        store_id,
        day_of_week,
        opens_local,
        closes_local,
        min(file_number) as file_number
    from contents
    group by store_id, day_of_week, opens_local, closes_local
)

select
    set_rows.*,
    store_hours.load_id as held_load_id,
    not cast($append as boolean)
    and set_rows.store_id in (select store_id from store_hours) as is_replacing
from set_rows
left join store_hours
    on set_rows.store_id = store_hours.store_id
    and set_rows.day_of_week = store_hours.day_of_week
    and set_rows.opens_local = store_hours.opens_local
    and set_rows.closes_local = store_hours.closes_local
