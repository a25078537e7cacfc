-- Takes out those of its zones that were replaced since.
-- params: $load_id
delete from store_timezones_replaced where load_id = cast($load_id as integer)
