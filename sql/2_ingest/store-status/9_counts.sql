-- What became of the rows of the file.
-- grain: one row
with row_counts as (
    select
        count(*) as rows_read,
        count(reject) as rows_rejected,
        count(*) filter (where reject is null and is_time_cut) as times_cut,
        count(*) filter (where reject is null and is_rounded_number(store_id)) as ids_rounded
    from staged
),

ping_counts as (
    select
        count(*) filter (where held_status is null) as rows_new,
        count(*) filter (where is_active_fresh) + count(*) filter (where is_inactive_fresh)
            as fresh_pings,
        coalesce(sum(active_rows + inactive_rows), 0) as accepted_rows
    from incoming_pings
)

select
    row_counts.rows_read,
    ping_counts.rows_new,
    0 as rows_replaced,
    ping_counts.accepted_rows - ping_counts.fresh_pings as rows_duplicate,
    ping_counts.fresh_pings - ping_counts.rows_new as rows_conflict,
    0 as rows_ignored,
    row_counts.rows_rejected,
    row_counts.times_cut,
    row_counts.ids_rounded
from row_counts
cross join ping_counts
