-- The status that is held of a store and instant already.
alter table contents add column held_status text
