-- How many weeks of stores are not what their pings make them.
-- grain: one row
-- example: ordstat doctor, check weeks
with counted_weeks as (
    select
        store_id,
        date_trunc('week', observed_at) as week_start,
        min(observed_at) as first_at,
        max(observed_at) as last_at,
        latest_known(status, observed_at) as last_status
    from store_status
    group by store_id, date_trunc('week', observed_at)
),

differences as (
    (select * from counted_weeks except select * from store_weeks)
    union all
    (select * from store_weeks except select * from counted_weeks)
)

select count(*) as difference_count
from differences
