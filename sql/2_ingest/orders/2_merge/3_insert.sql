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
from incoming
where is_fresh
order by order_id, latest_at
