-- Forgets on which loads they leaned.
-- params: $load_id
delete from load_dependencies where load_id >= cast($load_id as integer)
