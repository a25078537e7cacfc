-- Compares what the file says with what is held, in place: what is new stays as it is.
update contents
set held_load_id = held.load_id
from orders as held
where contents.order_id = held.order_id
    and contents.status = held.status
    and contents.user_id is not distinct from held.user_id
    and contents.total is not distinct from held.total
    and contents.items is not distinct from held.items
    and contents.statuses = held.statuses
    and contents.status_times = held.status_times
    and contents.latest_at = held.latest_at
