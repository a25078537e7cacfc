-- The settings in force, as they were worked out before the query.
-- grain: one row per key
-- params: $keys, $settings, $origins
-- example: ordstat config
with listed as (
    select
        unnest(cast($keys as text[])) as key,
        unnest(cast($settings as text[])) as value,
        unnest(cast($origins as text[])) as origin
)

select
    key,
    value,
    origin
from listed
order by key
