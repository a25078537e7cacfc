-- What the file says.
-- grain: one row per distinct event of the file
create or replace temp table contents as
select
    order_id,
    status,
    occurred_at,
    user_id,
    total,
    items,
    details,
    event_id,
    reference_id,
    cast(count(*) as integer) as file_rows
from staged
where reject is null and not is_ignored
group by
    order_id,
    status,
    occurred_at,
    user_id,
    total,
    items,
    details,
    event_id,
    reference_id
