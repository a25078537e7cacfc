-- Of the zones named, those that are no IANA Area/City names and not UTC.
-- grain: one row per name
-- params: $zones
with named as (
    select unnest(cast($zones as text[])) as zone_name
)

select zone_name
from named
where zone_name not in (select zone_name from known_zones())
order by zone_name collate "C"
