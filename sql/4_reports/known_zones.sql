-- Every zone that can be named.
-- grain: one row per zone
select zone_name from known_zones()
order by zone_name collate "C"
