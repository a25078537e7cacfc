-- What became of the rows of each file.
-- grain: one row per file of the set
with row_counts as (
    select
        file_number,
        count(*) as rows_read,
        count(reject) as rows_rejected,
        count(*) filter (where reject is null and is_rounded_number(store_id)) as ids_rounded
    from staged
    group by file_number
),

fresh_counts as (
    select
        file_number,
        count(*) filter (where held_time_zone is null) as rows_new,
        count(*) filter (where held_time_zone <> time_zone) as rows_replaced
    from incoming
    group by file_number
)

select
    row_counts.file_number,
    row_counts.rows_read,
    coalesce(fresh_counts.rows_new, 0) as rows_new,
    coalesce(fresh_counts.rows_replaced, 0) as rows_replaced,
    row_counts.rows_read - row_counts.rows_rejected
    - coalesce(fresh_counts.rows_new + fresh_counts.rows_replaced, 0) as rows_duplicate,
    0 as rows_conflict,
    0 as rows_ignored,
    row_counts.rows_rejected,
    0 as times_cut,
    row_counts.ids_rounded
from row_counts
left join fresh_counts on row_counts.file_number = fresh_counts.file_number
order by row_counts.file_number
