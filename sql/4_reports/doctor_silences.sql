-- How long no store at all was pinged, in stretches of over two hours.
-- grain: one row
-- needs: store_windows, silent_stretches
-- example: ordstat doctor, check coverage
with lengths as (
    select
        starts_at,
        us_between(starts_at, ends_at) as us,
        row_number() over (order by us_between(starts_at, ends_at) desc, starts_at) as place
    from silent_stretches
)

select
    count(*) as stretches,
    in_hours(coalesce(sum(us), 0)) as hours,
    in_hours(max(us)) as longest_hours,
    instant_text(max(starts_at) filter (where place = 1), 'UTC') as longest_starts_at
from lengths
