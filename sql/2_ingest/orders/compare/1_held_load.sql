-- The load that brought a row that is held already.
alter table contents add column held_load_id integer
