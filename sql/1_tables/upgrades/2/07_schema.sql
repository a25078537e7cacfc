-- The version, and the last number that was given to a load.
create table ordstat_schema (
    version integer not null,
    last_load_id integer not null
)
