-- A load that added the same row in between, and lost it to the same successor, has repeated it.
-- params: $load_id
insert into load_dependencies
select repeated.load_id, store_hours_replaced.load_id, count(*)
from store_hours_replaced
inner join successors on store_hours_replaced.store_id = successors.store_id
inner join store_hours_replaced as repeated
    on store_hours_replaced.store_id = repeated.store_id
    and store_hours_replaced.day_of_week = repeated.day_of_week
    and store_hours_replaced.opens_local = repeated.opens_local
    and store_hours_replaced.closes_local = repeated.closes_local
    and repeated.replaced_by_load_id = successors.load_id
where store_hours_replaced.replaced_by_load_id = cast($load_id as integer)
group by repeated.load_id, store_hours_replaced.load_id
