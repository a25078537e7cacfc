-- What became of the rows of the file.
-- grain: one row
with plain_counts as (
    select
        count(*) filter (where event_id is null and held_load_id is null) as rows_new,
        coalesce(sum(file_rows - case when held_load_id is null then 1 else 0 end), 0)
            as rows_duplicate
    from contents
),

keyed_counts as (
    select
        count(*) filter (where is_winner and not is_held) as rows_new,
        count(*) filter (where held_load_id is null and not (is_winner and not is_held))
            as rows_conflict
    from contenders
)

select
    plain_counts.rows_new + keyed_counts.rows_new as rows_new,
    plain_counts.rows_duplicate,
    keyed_counts.rows_conflict
from plain_counts
cross join keyed_counts
