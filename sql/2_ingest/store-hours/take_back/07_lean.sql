-- A load that added the same row in between has repeated it, seen from here.
-- params: $load_id
insert into load_dependencies
select store_hours.load_id, store_hours_replaced.load_id, count(*)
from store_hours_replaced
inner join store_hours
    on store_hours_replaced.store_id = store_hours.store_id
    and store_hours_replaced.day_of_week = store_hours.day_of_week
    and store_hours_replaced.opens_local = store_hours.opens_local
    and store_hours_replaced.closes_local = store_hours.closes_local
where store_hours_replaced.replaced_by_load_id = cast($load_id as integer)
group by store_hours.load_id, store_hours_replaced.load_id
