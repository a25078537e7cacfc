-- Such a row is there once.
-- params: $load_id
delete from store_hours
using store_hours_replaced
where store_hours_replaced.replaced_by_load_id = cast($load_id as integer)
    and store_hours_replaced.store_id = store_hours.store_id
    and store_hours_replaced.day_of_week = store_hours.day_of_week
    and store_hours_replaced.opens_local = store_hours.opens_local
    and store_hours_replaced.closes_local = store_hours.closes_local
