-- Takes its events out.
-- params: $load_id
delete from order_events where load_id = cast($load_id as integer)
