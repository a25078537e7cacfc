-- Takes out what it brought in vain.
-- params: $load_id
delete from order_events_overruled where load_id = cast($load_id as integer)
