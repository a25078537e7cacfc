-- The copy is no longer needed.
drop table old_loads
