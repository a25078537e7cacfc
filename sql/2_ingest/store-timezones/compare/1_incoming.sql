-- What the set says, next to what is held already.
-- grain: one row per store of the set
create or replace temp table incoming as
with set_rows as (
    select store_id, min(time_zone) as time_zone, min(file_number) as file_number
    from contents
    group by store_id
)

select
    set_rows.*,
    store_timezones.time_zone as held_time_zone,
    store_timezones.load_id as held_load_id
from set_rows
left join store_timezones on set_rows.store_id = store_timezones.store_id
