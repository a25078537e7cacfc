-- Forgets on which loads it leaned.
-- params: $load_id
delete from load_dependencies
where load_id = cast($load_id as integer) or on_load_id = cast($load_id as integer)
