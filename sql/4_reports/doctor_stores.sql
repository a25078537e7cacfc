-- Stores with pings whose zone or hours are not known.
-- grain: one row per thing that is missing of some store: hours, zone
-- example: ordstat doctor, checks zones and hours
with pinged as (
    select distinct store_id from store_weeks
),

missing as (
    select 'hours' as what, store_id
    from pinged
    where store_id not in (select store_id from store_hours)
    union all
    select 'zone', store_id
    from pinged
    where store_id not in (select store_id from store_timezones)
),

numbered as (
    select
        what,
        store_id,
        row_number() over (partition by what order by store_id) as place
    from missing
)

select
    what,
    count(*) as stores,
    string_agg(store_id, ', ' order by store_id) filter (where place <= 3) as first_stores
from numbered
group by what
order by what collate "C"
