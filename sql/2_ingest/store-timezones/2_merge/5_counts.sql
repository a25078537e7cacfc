-- What became of the rows of each file.
-- grain: one row per file of the set
with accepted_counts as (
    select file_number, sum(file_rows) as accepted_rows
    from contents
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
    accepted_counts.file_number,
    coalesce(fresh_counts.rows_new, 0) as rows_new,
    coalesce(fresh_counts.rows_replaced, 0) as rows_replaced,
    accepted_counts.accepted_rows
    - coalesce(fresh_counts.rows_new + fresh_counts.rows_replaced, 0) as rows_duplicate
from accepted_counts
left join fresh_counts on accepted_counts.file_number = fresh_counts.file_number
order by accepted_counts.file_number
