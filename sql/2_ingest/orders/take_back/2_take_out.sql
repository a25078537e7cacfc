-- Takes its rows out.
-- params: $load_id
delete from orders where load_id = $load_id
