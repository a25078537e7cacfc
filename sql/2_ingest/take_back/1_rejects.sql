-- Forgets its rejects.
-- params: $load_id
delete from rejects where load_id = $load_id
