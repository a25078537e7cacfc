-- Takes its pings out.
-- params: $load_id
delete from store_status where load_id = $load_id
