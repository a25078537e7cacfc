-- The tables are now those of version 4.
update ordstat_schema set version = 4
