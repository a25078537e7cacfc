-- Every store something is known of.
-- grain: one row per store
select store_id from store_weeks
union
select store_id from store_hours
union
select store_id from store_timezones
order by store_id
