-- Takes out those of its hours that were replaced since.
-- params: $load_id
delete from store_hours_replaced where load_id = cast($load_id as integer)
