-- Adds what is new, in use or not.
-- params: $load_id
insert into orders
select
    order_id,
    status,
    status_position,
    user_id,
    total,
    items,
    statuses,
    status_times,
    latest_at,
    cast($load_id as integer)
from contents
where held_load_id is null
order by order_id, latest_at
