-- The ledger as it was.
create temp table old_loads as select * from loads
