-- The load that brought an event that is held already.
alter table contents add column held_load_id integer
