-- The version of the tables in this file, and the last number that was given to a load: a number is
-- never given twice.
-- grain: one row
create table ordstat_schema (
    version integer not null,
    last_load_id integer not null
)
