-- Forgets the rejects of loads that are refused after all.
-- params: $load_id
delete from rejects where load_id >= cast($load_id as integer)
