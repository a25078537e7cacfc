-- How many of each event are held already.
alter table contents add column held_rows integer
