-- The tables are now those of version 3.
update ordstat_schema set version = 3
