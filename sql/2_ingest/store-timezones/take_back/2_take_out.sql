-- Takes its zones out.
-- params: $load_id
delete from store_timezones where load_id = cast($load_id as integer)
