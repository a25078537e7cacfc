-- Takes its events out.
-- params: $load_id
delete from events where load_id = cast($load_id as integer)
