-- Takes out what it brought in vain.
-- params: $load_id
delete from store_status_overruled where load_id = cast($load_id as integer)
