-- When each store was open: its opening hours as instants, overlapping and touching ones joined,
-- and when it had last closed before.
-- grain: one row per store and shift
-- needs: store_windows, shift_reach
-- params: $missing_day, $snap_midnight
-- A store that has not closed for two weeks before the window never closes.
with params as (
    select
        cast($missing_day as text) = 'open' as is_missing_day_open,
        cast($snap_midnight as boolean) as is_midnight_snapped
),

listed_hours as (
    select
        store_hours.store_id,
        store_hours.day_of_week,
        store_hours.opens_local,
        case
            when params.is_midnight_snapped
                and store_hours.closes_local in (time '23:59:00', time '23:59:59')
                then time '24:00:00'
            else store_hours.closes_local
        end as closes_local,
        store_hours.closes_local <= store_hours.opens_local as is_overnight
    from store_hours
    cross join params
),

week_days as (
    select cast(day_of_week as integer) as day_of_week
    from (values (0), (1), (2), (3), (4), (5), (6)) as days(day_of_week)
),

hours_by_store as (
    select store_windows.store_id, count(store_hours.store_id) as row_count
    from store_windows
    left join store_hours on store_windows.store_id = store_hours.store_id
    group by store_windows.store_id
),

round_the_clock_days as (
    select
        hours_by_store.store_id,
        week_days.day_of_week,
        time '00:00:00' as opens_local,
        time '24:00:00' as closes_local,
        false as is_overnight
    from hours_by_store
    cross join week_days
    cross join params
    left join store_hours
        on hours_by_store.store_id = store_hours.store_id
        and week_days.day_of_week = store_hours.day_of_week
    where store_hours.store_id is null
        and (hours_by_store.row_count = 0 or params.is_missing_day_open)
),

weekly_hours as (
    select * from listed_hours
    union all
    select * from round_the_clock_days
),

zone_spans as (
    select
        time_zone,
        min(window_start) as first_start,
        max(window_end) as last_end
    from store_windows
    group by time_zone
),

zone_days as (
    select
        zone_spans.time_zone,
        cast(days.local_midnight as date) as local_date,
        days.local_midnight - local_to_utc(days.local_midnight, zone_spans.time_zone) as utc_offset
    from zone_spans
    cross join shift_reach
    cross join lateral generate_series(
        date_trunc('day', utc_to_local(zone_spans.first_start, zone_spans.time_zone))
        - shift_reach.reach,
        date_trunc('day', utc_to_local(zone_spans.last_end, zone_spans.time_zone))
        + interval '2 days',
        interval '1 day'
    ) as days(local_midnight)
),

steady_zone_days as (
    select
        time_zone,
        local_date,
        day_of_week(local_date) as day_of_week,
        utc_offset,
        utc_offset = lead(utc_offset, 2) over (partition by time_zone order by local_date)
            as is_offset_steady
    from zone_days
),

local_shifts as (
    select
        store_windows.store_key,
        store_windows.time_zone,
        steady_zone_days.utc_offset,
        steady_zone_days.is_offset_steady,
        steady_zone_days.local_date + weekly_hours.opens_local as opens_local_at,
        steady_zone_days.local_date + weekly_hours.closes_local
        + case
            when weekly_hours.is_overnight then interval '1 day'
            else interval '0 days'
        end as closes_local_at,
        store_windows.window_end
    from store_windows
    inner join steady_zone_days on store_windows.time_zone = steady_zone_days.time_zone
    inner join weekly_hours
        on store_windows.store_id = weekly_hours.store_id
        and steady_zone_days.day_of_week = weekly_hours.day_of_week
    where steady_zone_days.is_offset_steady is not null
),

shifts as (
    select
        store_key,
        window_end,
        case
            when is_offset_steady then opens_local_at - utc_offset
            else local_to_utc(opens_local_at, time_zone)
        end as opens_at,
        case
            when is_offset_steady then closes_local_at - utc_offset
            else local_to_utc(closes_local_at, time_zone)
        end as closes_at
    from local_shifts
),

-- previous_closes_at is when the store had last closed before this shift opens.
shifts_with_previous as (
    select
        store_key,
        opens_at,
        max(closes_at) over (
            partition by store_key order by opens_at
            rows between unbounded preceding and 1 preceding
        ) as previous_closes_at,
        max(closes_at) over (partition by store_key) as last_closes_at
    from shifts
    where closes_at > opens_at and opens_at < window_end
),

-- A shift that opens while the store is open, or as it closes, begins nothing new.
first_shifts as (
    select store_key, opens_at, previous_closes_at, last_closes_at
    from shifts_with_previous
    where previous_closes_at is null or opens_at > previous_closes_at
),

joined_shifts as (
    select
        store_key,
        opens_at,
        previous_closes_at,
        coalesce(
            lead(previous_closes_at) over (partition by store_key order by opens_at),
            last_closes_at
        ) as closes_at
    from first_shifts
)

-- A break of at most a minute reopens nothing, and a shift that has gone on for two weeks has no
-- opening to speak of.
select
    joined_shifts.store_key,
    joined_shifts.opens_at,
    joined_shifts.closes_at,
    case
        when joined_shifts.opens_at >= store_windows.window_start - interval '14 days'
            then joined_shifts.opens_at
    end as known_opens_at,
    joined_shifts.opens_at >= store_windows.window_start - interval '14 days'
    and (
        joined_shifts.previous_closes_at is null
        or joined_shifts.opens_at > joined_shifts.previous_closes_at + interval '60 seconds'
    ) as is_opening,
    store_windows.window_start,
    store_windows.window_end
from joined_shifts
inner join store_windows on joined_shifts.store_key = store_windows.store_key
