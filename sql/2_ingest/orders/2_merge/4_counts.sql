-- What became of the rows of the file: of each order one row is in use, the others contradict it.
-- grain: one row
-- params: $load_id
with content_counts as (
    select
        coalesce(sum(file_rows), 0) as accepted_rows,
        count(*) filter (where held_load_id is null) as fresh_rows
    from contents
),

in_use as (
    select distinct order_events.order_id, touched_orders.is_held
    from order_events
    inner join touched_orders on order_events.order_id = touched_orders.order_id
    where order_events.load_id = cast($load_id as integer) and order_events.origin <> 'event'
),

use_counts as (
    select
        count(*) filter (where not is_held) as rows_new,
        count(*) filter (where is_held) as rows_replaced
    from in_use
)

select
    use_counts.rows_new,
    use_counts.rows_replaced,
    content_counts.accepted_rows - content_counts.fresh_rows as rows_duplicate,
    content_counts.fresh_rows - use_counts.rows_new - use_counts.rows_replaced as rows_conflict
from content_counts
cross join use_counts
