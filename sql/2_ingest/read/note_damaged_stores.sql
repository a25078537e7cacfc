-- Adds the stores that have a rejected row among the staged ones.
insert into damaged_stores
select distinct store_id from staged where reject is not null and store_id is not null
