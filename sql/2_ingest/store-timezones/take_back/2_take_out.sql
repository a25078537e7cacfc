-- Takes its zones out.
-- params: $load_id
delete from store_timezones where load_id = $load_id
