-- What is in use again is no longer replaced.
-- params: $load_id
delete from store_timezones_replaced where replaced_by_load_id = cast($load_id as integer)
