-- Forgets on which loads it leaned.
-- params: $load_id
delete from load_dependencies where load_id = $load_id or on_load_id = $load_id
