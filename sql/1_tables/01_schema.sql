-- The version of the tables in this file.
create table ordstat_schema (version integer not null)
