-- The load that brought an active ping which lost to it.
alter table contents add column overruled_load_id integer
