-- Strikes it from the ledger.
-- params: $load_id
delete from loads where load_id = $load_id
