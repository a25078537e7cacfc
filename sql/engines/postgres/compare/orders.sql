-- What the file says, with what is held of it.
create or replace temp table compared as
select contents.*, held.load_id as held_load_id
from contents
left join orders as held
    on contents.order_id = held.order_id
    and contents.status = held.status
    and contents.user_id is not distinct from held.user_id
    and contents.total is not distinct from held.total
    and contents.items is not distinct from held.items
    and contents.statuses = held.statuses
    and contents.status_times = held.status_times
    and contents.latest_at = held.latest_at
