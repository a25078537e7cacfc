-- Such a row is there once.
-- params: $load_id
delete from store_hours_replaced
using store_hours_replaced as kept, successors
where kept.replaced_by_load_id = cast($load_id as integer)
    and kept.store_id = successors.store_id
    and store_hours_replaced.replaced_by_load_id = successors.load_id
    and store_hours_replaced.store_id = kept.store_id
    and store_hours_replaced.day_of_week = kept.day_of_week
    and store_hours_replaced.opens_local = kept.opens_local
    and store_hours_replaced.closes_local = kept.closes_local
