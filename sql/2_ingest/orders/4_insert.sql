-- Adds what is new, in use or not.
-- params: $load_id
insert into orders
select * exclude (file_rows, held_load_id, is_fresh), $load_id
from incoming
where is_fresh
order by order_id, latest_at
