-- The load that brought it.
alter table contents add column held_load_id integer
