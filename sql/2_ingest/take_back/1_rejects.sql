-- Forgets its rejects.
-- params: $load_id
delete from rejects where load_id = cast($load_id as integer)
