-- The latest load that brought one of them.
alter table contents add column held_load_id integer
