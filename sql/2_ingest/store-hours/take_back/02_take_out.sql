-- Takes its hours out.
-- params: $load_id
delete from store_hours where load_id = cast($load_id as integer)
