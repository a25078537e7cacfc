-- What became of the rows of the file. Of those with an id, one each is new or in conflict.
-- grain: one row
-- params: $keep_duplicates
with fresh as (
    select
        event_id,
        file_rows,
        case
            when cast($keep_duplicates as boolean) and event_id is null
                then greatest(file_rows - coalesce(held_rows, 0), 0)
            when held_rows is null then 1
            else 0
        end as fresh_rows
    from contents
),

file_counts as (
    select
        coalesce(sum(fresh_rows) filter (where event_id is null), 0) as rows_new,
        coalesce(sum(file_rows - fresh_rows), 0) as rows_duplicate
    from fresh
),

keyed_counts as (
    select
        count(*) filter (where is_winner and not is_held) as rows_new,
        count(*) filter (where held_load_id is null and not (is_winner and not is_held))
            as rows_conflict
    from contenders
)

select
    file_counts.rows_new + keyed_counts.rows_new as rows_new,
    file_counts.rows_duplicate,
    keyed_counts.rows_conflict
from file_counts
cross join keyed_counts
