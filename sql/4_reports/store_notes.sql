-- What a reader of a store report should know of its stores.
-- grain: one row
-- needs: store_windows
with zone_counts as (
    select
        count(*) as stores,
        count(*) filter (where store_timezones.store_id is null) as stores_without_zone,
        count(*) filter (where store_windows.window_end < store_windows.full_window_end)
            as cut_windows
    from store_windows
    left join store_timezones on store_windows.store_id = store_timezones.store_id
),

stores_with_hours as (
    select distinct store_id from store_hours
),

open_counts as (
    select count(*) filter (where stores_with_hours.store_id is null) as stores_without_hours
    from store_windows
    left join stores_with_hours on store_windows.store_id = stores_with_hours.store_id
),

hours_counts as (
    select count(*) as rows_to_snap
    from store_hours
    inner join store_windows on store_hours.store_id = store_windows.store_id
    where store_hours.closes_local in (time '23:59:00', time '23:59:59')
)

select * from zone_counts
cross join open_counts
cross join hours_counts
