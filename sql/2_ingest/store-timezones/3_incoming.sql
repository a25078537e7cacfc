-- What the set says, next to what is held already.
-- grain: one row per store of the set
create or replace temp table incoming as
with contents as (
    select store_id, min(time_zone) as time_zone, min(file_number) as file_number
    from staged
    where reject is null
    group by store_id
)

select
    contents.*,
    store_timezones.time_zone as held_time_zone,
    store_timezones.load_id as held_load_id
from contents
left join store_timezones on contents.store_id = store_timezones.store_id
