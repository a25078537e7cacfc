-- What was read.
-- grain: one row per file
select
    file_number,
    count(*) as rows_read,
    count(reject) as rows_rejected,
    count(*) filter (where reject is null and is_ignored) as rows_ignored,
    count(*) filter (where reject is null and not is_ignored and is_time_cut) as times_cut,
    count(*) filter (where reject is null and not is_ignored and is_amount_cut) as amounts_cut,
    count(*) filter (where reject is null and is_known_by_end) as kinds_known_by_end,
    count(*) filter (where reject is null and is_rounded_number(order_id)) as ids_rounded
from staged
group by file_number
