-- What became of the rows of the file.
-- grain: one row
with row_counts as (
    select
        count(*) as rows_read,
        count(reject) as rows_rejected,
        count(*) filter (where reject is null and is_ignored) as rows_ignored,
        count(*) filter (where reject is null and not is_ignored and is_time_cut) as times_cut,
        count(*) filter (where reject is null and not is_ignored and is_amount_cut)
            as amounts_cut,
        count(*) filter (where reject is null and is_known_by_end) as kinds_known_by_end,
        count(*) filter (where reject is null and is_rounded_number(order_id)) as ids_rounded
    from staged
),

plain_counts as (
    select
        count(*) filter (where event_id is null and is_fresh) as rows_new,
        coalesce(sum(file_rows - cast(is_fresh as integer)), 0) as rows_duplicate
    from incoming
),

keyed_counts as (
    select
        count(*) filter (where is_winner and not is_held) as rows_new,
        count(*) filter (where held_load_id is null and not (is_winner and not is_held))
            as rows_conflict
    from contenders
)

select
    row_counts.rows_read,
    plain_counts.rows_new + keyed_counts.rows_new as rows_new,
    0 as rows_replaced,
    plain_counts.rows_duplicate,
    keyed_counts.rows_conflict,
    row_counts.rows_ignored,
    row_counts.rows_rejected,
    row_counts.times_cut,
    row_counts.amounts_cut,
    row_counts.kinds_known_by_end,
    row_counts.ids_rounded
from row_counts
cross join plain_counts
cross join keyed_counts
