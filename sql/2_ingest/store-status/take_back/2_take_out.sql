-- Takes its pings out.
-- params: $load_id
delete from store_status where load_id = cast($load_id as integer)
