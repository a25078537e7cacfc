-- What became of the rows of each file. Of a store that had hours before, a row that is not among
-- them is replaced, not new.
-- grain: one row per file of the set
with accepted_counts as (
    select file_number, sum(file_rows) as accepted_rows
    from contents
    group by file_number
),

fresh_counts as (
    select
        file_number,
        count(*) filter (where not is_replacing) as rows_new,
        count(*) filter (where is_replacing) as rows_replaced
    from incoming
    where held_load_id is null
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
