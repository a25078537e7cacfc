-- What the file says of each order.
-- grain: one row per order and content
create or replace temp table contents as
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
    cast(count(*) as integer) as file_rows
from staged
where reject is null and not is_ignored
group by
    order_id,
    status,
    status_position,
    user_id,
    total,
    items,
    statuses,
    status_times,
    latest_at
