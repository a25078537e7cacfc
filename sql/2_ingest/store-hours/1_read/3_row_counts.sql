-- What was read.
-- grain: one row per file
select
    file_number,
    count(*) as rows_read,
    count(reject) as rows_rejected,
    count(*) filter (where reject is null and is_rounded_number(store_id)) as ids_rounded
from staged
group by file_number
