-- What became of the rows of the file. A ping may be there as active and as inactive.
-- grain: one row
with file_counts as (
    select
        coalesce(sum(active_rows + inactive_rows), 0) as accepted_rows,
        count(*) as instants,
        count(*) filter (where active_rows > 0) + count(*) filter (where inactive_rows > 0)
            as pings
    from contents
),

held_counts as (
    select
        count(*) as instants,
        count(*) filter (where active_rows > 0) + count(*) filter (where inactive_rows > 0)
            as pings,
        count(*) filter (where is_active_fresh or is_inactive_fresh) as fresh_pings
    from held_pings
),

news as (
    select
        file_counts.accepted_rows,
        file_counts.instants - held_counts.instants as new_instants,
        file_counts.pings - held_counts.pings + held_counts.fresh_pings as fresh_pings
    from file_counts
    cross join held_counts
)

select
    new_instants as rows_new,
    accepted_rows - fresh_pings as rows_duplicate,
    fresh_pings - new_instants as rows_conflict
from news
