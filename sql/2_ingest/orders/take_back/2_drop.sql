-- Drops its rows, in use or not.
-- params: $load_id
delete from orders where load_id = cast($load_id as integer)
