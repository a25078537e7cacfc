-- How long each store was up, down and unknown within its opening hours: the hour, the day and
-- the week before as_of.
-- grain: one row per store
-- needs: store_windows, shift_reach, store_shifts, near_pings
-- needs: listening_ranges, store_pings, ping_changes as deciding_pings, store_facts
-- needs: store_periods, silent_stretches
-- params: $policy, $as_of
-- example: ordstat store-report --as-of 2023-01-25T18:13:22Z --policy carry-forward
with params as (
    select
        cast($policy as text) as policy,
        cast($as_of as timestamp) as as_of,
        cast($as_of as timestamp) - interval '1 hour' as hour_start,
        cast($as_of as timestamp) - interval '1 day' as day_start,
        cast($as_of as timestamp) - interval '7 days' as week_start
),

period_parts as (
    select
        store_periods.store_key,
        store_periods.status,
        overlap_us(
            store_periods.starts_at, store_periods.ends_at, params.hour_start, params.as_of
        ) as hour_us,
        overlap_us(
            store_periods.starts_at, store_periods.ends_at, params.day_start, params.as_of
        ) as day_us,
        us_between(store_periods.starts_at, store_periods.ends_at) as week_us
    from store_periods
    cross join params
),

status_totals as (
    select
        store_key,
        coalesce(sum(hour_us) filter (where status = 'active'), 0) as hour_up_us,
        coalesce(sum(hour_us) filter (where status = 'inactive'), 0) as hour_down_us,
        sum(hour_us) as hour_open_us,
        coalesce(sum(day_us) filter (where status = 'active'), 0) as day_up_us,
        coalesce(sum(day_us) filter (where status = 'inactive'), 0) as day_down_us,
        sum(day_us) as day_open_us,
        coalesce(sum(week_us) filter (where status = 'active'), 0) as week_up_us,
        coalesce(sum(week_us) filter (where status = 'inactive'), 0) as week_down_us,
        sum(week_us) as week_open_us
    from period_parts
    group by store_key
),

ping_counts as (
    select store_id, count(*) as ping_count
    from store_status
    where observed_at >= cast($as_of as timestamp) - interval '7 days'
        and observed_at <= cast($as_of as timestamp)
    group by store_id
),

unobserved_totals as (
    select
        store_shifts.store_key,
        sum(
            overlap_us(
                greatest(store_shifts.opens_at, params.week_start),
                least(store_shifts.closes_at, params.as_of),
                silent_stretches.starts_at,
                silent_stretches.ends_at
            )
        ) as unobserved_us
    from store_shifts
    cross join params
    cross join silent_stretches
    where store_shifts.closes_at > params.week_start
    group by store_shifts.store_key
),

-- A store that was closed all week has no periods: its times are 0.
totals as (
    select
        store_windows.store_id,
        store_windows.time_zone,
        store_windows.as_of,
        cast(coalesce(status_totals.hour_up_us, 0) as bigint) as hour_up_us,
        cast(coalesce(status_totals.hour_up_us + status_totals.hour_down_us, 0) as bigint)
            as hour_known_us,
        cast(coalesce(status_totals.hour_open_us, 0) as bigint) as hour_open_us,
        cast(coalesce(status_totals.day_up_us, 0) as bigint) as day_up_us,
        cast(coalesce(status_totals.day_up_us + status_totals.day_down_us, 0) as bigint)
            as day_known_us,
        cast(coalesce(status_totals.day_open_us, 0) as bigint) as day_open_us,
        cast(coalesce(status_totals.week_up_us, 0) as bigint) as week_up_us,
        cast(coalesce(status_totals.week_up_us + status_totals.week_down_us, 0) as bigint)
            as week_known_us,
        cast(coalesce(status_totals.week_open_us, 0) as bigint) as week_open_us,
        coalesce(ping_counts.ping_count, 0) as ping_count,
        cast(coalesce(unobserved_totals.unobserved_us, 0) as bigint) as unobserved_us
    from store_windows
    left join status_totals on store_windows.store_key = status_totals.store_key
    left join ping_counts on store_windows.store_id = ping_counts.store_id
    left join unobserved_totals
        on store_windows.store_key = unobserved_totals.store_key
),

-- Rounded cumulatively, so that the printed parts add up to the printed opening time.
report as (
    select
        store_id,
        in_minutes(hour_up_us) as uptime_last_hour_minutes,
        in_hours(day_up_us) as uptime_last_day_hours,
        in_hours(week_up_us) as uptime_last_week_hours,
        in_minutes(hour_known_us) - in_minutes(hour_up_us) as downtime_last_hour_minutes,
        in_hours(day_known_us) - in_hours(day_up_us) as downtime_last_day_hours,
        in_hours(week_known_us) - in_hours(week_up_us) as downtime_last_week_hours,
        in_minutes(hour_open_us) - in_minutes(hour_known_us) as unknown_last_hour_minutes,
        in_hours(day_open_us) - in_hours(day_known_us) as unknown_last_day_hours,
        in_hours(week_open_us) - in_hours(week_known_us) as unknown_last_week_hours,
        in_minutes(hour_open_us) as open_last_hour_minutes,
        in_hours(day_open_us) as open_last_day_hours,
        in_hours(week_open_us) as open_last_week_hours,
        ping_count as pings_last_week,
        in_minutes(unobserved_us) as unobserved_last_week_minutes,
        time_zone,
        params.policy,
        totals.as_of
    from totals
    cross join params
)

select * from report
order by store_id
