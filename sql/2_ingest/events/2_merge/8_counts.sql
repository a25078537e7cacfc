-- What became of the rows of the file.
-- grain: one row
-- params: $keep_duplicates
with file_counts as (
    select coalesce(sum(file_rows), 0) as accepted_rows from contents
),

fresh as (
    select
        event_id,
        case
            when cast($keep_duplicates as boolean) and event_id is null then fresh_rows
            else 1
        end as new_rows
    from fresh_events
),

fresh_counts as (
    select
        coalesce(sum(new_rows), 0) as new_rows,
        coalesce(sum(new_rows) filter (where event_id is null), 0) as new_plain_rows
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
    fresh_counts.new_plain_rows + keyed_counts.rows_new as rows_new,
    file_counts.accepted_rows - fresh_counts.new_rows as rows_duplicate,
    keyed_counts.rows_conflict
from file_counts
cross join fresh_counts
cross join keyed_counts
