-- Of the stores asked for, those nothing is known of.
-- grain: one row per store
-- params: $stores
with asked as (
    select unnest(cast($stores as text[])) as store_id
)

select store_id
from asked
where store_id not in (select store_id from store_weeks)
    and store_id not in (select store_id from store_hours)
    and store_id not in (select store_id from store_timezones)
order by store_id collate "C"
