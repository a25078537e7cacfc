-- What became of the rows of the file: of each order one row is in use, the others contradict it.
-- grain: one row
-- params: $load_id
with row_counts as (
    select
        count(*) as rows_read,
        count(reject) as rows_rejected,
        count(*) filter (where reject is null and is_ignored) as rows_ignored,
        count(*) filter (where reject is null and not is_ignored and is_time_cut) as times_cut,
        count(*) filter (where reject is null and not is_ignored and is_amount_cut)
            as amounts_cut,
        count(*) filter (where reject is null and is_rounded_number(order_id)) as ids_rounded,
        count(*) filter (
            where reject is null
                and not is_ignored
                and statuses[len(statuses)] is distinct from status
        ) as statuses_stated
    from staged
),

content_counts as (
    select
        coalesce(sum(file_rows), 0) as accepted_rows,
        count(*) filter (where is_fresh) as fresh_rows
    from incoming
),

in_use as (
    select distinct order_events.order_id, touched_orders.is_held
    from order_events
    inner join touched_orders on order_events.order_id = touched_orders.order_id
    where order_events.load_id = $load_id and order_events.origin <> 'event'
),

use_counts as (
    select
        count(*) filter (where not is_held) as rows_new,
        count(*) filter (where is_held) as rows_replaced
    from in_use
)

select
    row_counts.rows_read,
    use_counts.rows_new,
    use_counts.rows_replaced,
    content_counts.accepted_rows - content_counts.fresh_rows as rows_duplicate,
    content_counts.fresh_rows - use_counts.rows_new - use_counts.rows_replaced as rows_conflict,
    row_counts.rows_ignored,
    row_counts.rows_rejected,
    row_counts.times_cut,
    row_counts.amounts_cut,
    row_counts.ids_rounded,
    row_counts.statuses_stated
from row_counts
cross join content_counts
cross join use_counts
