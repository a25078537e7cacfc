-- Strikes it from the ledger.
-- params: $load_id
delete from loads where load_id = cast($load_id as integer)
