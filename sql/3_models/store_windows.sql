-- The stores of a report, each with its zone and the longest window of the report on its clock.
-- grain: one row per store
-- params: $as_of, $clock, $latest_at, $window_start, $window_end, $day, $default_tz, $stores
-- params: $all_stores
-- With $day the window is that date on the store's own clock; else it is given as two instants.
-- Without $as_of each store is seen as of the end of its own day if the clock has passed it, else
-- as of the latest ping of all.
with params as (
    select
        cast($as_of as timestamp) as as_of,
        cast($clock as timestamp) as clock,
        cast($latest_at as timestamp) as latest_at,
        cast($window_start as timestamp) as window_start,
        cast($window_end as timestamp) as window_end,
        cast($day as date) as local_day,
        cast($default_tz as text) as default_tz,
        cast($stores as text[]) as stores,
        cast($all_stores as boolean) as all_stores
),

known_stores as (
    select store_id, min(first_at) as first_ping_at
    from store_weeks
    group by store_id
    union all
    select store_id, null from store_hours
    union all
    select store_id, null from store_timezones
),

named_stores as (
    select known_stores.store_id, min(known_stores.first_ping_at) as first_ping_at
    from known_stores
    cross join params
    where params.stores is null or known_stores.store_id = any(params.stores)
    group by known_stores.store_id
),

zoned_stores as (
    select
        named_stores.store_id,
        named_stores.first_ping_at,
        coalesce(store_timezones.time_zone, params.default_tz) as time_zone
    from named_stores
    cross join params
    left join store_timezones on named_stores.store_id = store_timezones.store_id
    where params.all_stores or named_stores.first_ping_at is not null
),

zones as (
    select distinct time_zone from zoned_stores
),

zone_windows as (
    select
        zones.time_zone,
        case
            when params.local_day is null then params.window_start
            else local_to_utc(cast(params.local_day as timestamp), zones.time_zone)
        end as window_start,
        case
            when params.local_day is null then params.window_end
            else local_to_utc(cast(params.local_day + 1 as timestamp), zones.time_zone)
        end as full_window_end
    from zones
    cross join params
),

seen_windows as (
    select
        zone_windows.*,
        case
            when params.as_of is not null then params.as_of
            when zone_windows.full_window_end <= params.clock then zone_windows.full_window_end
            else coalesce(params.latest_at, params.clock)
        end as as_of
    from zone_windows
    cross join params
)

select
    zoned_stores.store_id,
    key_of(zoned_stores.store_id) as store_key,
    zoned_stores.time_zone,
    seen_windows.window_start,
    seen_windows.full_window_end,
    seen_windows.as_of,
    greatest(
        seen_windows.window_start, least(seen_windows.full_window_end, seen_windows.as_of)
    ) as window_end
from zoned_stores
inner join seen_windows on zoned_stores.time_zone = seen_windows.time_zone
cross join params
where params.all_stores or zoned_stores.first_ping_at <= seen_windows.as_of
