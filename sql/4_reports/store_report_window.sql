-- How long each store was up, down and unknown within its opening hours, in one window.
-- grain: one row per store
-- needs: store_windows, shift_reach, store_shifts, near_pings
-- needs: listening_ranges, store_pings, ping_changes as deciding_pings, store_facts
-- needs: store_periods
-- params: $policy
-- example: ordstat store-report --day 2023-01-24 --max-gap 90m --policy carry-forward
with status_totals as (
    select
        store_key,
        coalesce(sum(us_between(starts_at, ends_at)) filter (where status = 'active'), 0) as up_us,
        coalesce(sum(us_between(starts_at, ends_at)) filter (where status = 'inactive'), 0)
            as down_us,
        sum(us_between(starts_at, ends_at)) as open_us
    from store_periods
    group by store_key
),

ping_counts as (
    select near_pings.store_id, count(*) as ping_count
    from near_pings
    inner join store_windows on near_pings.store_id = store_windows.store_id
    where near_pings.observed_at >= store_windows.window_start
        and near_pings.observed_at < store_windows.full_window_end
        and near_pings.observed_at <= store_windows.as_of
    group by near_pings.store_id
),

totals as (
    select
        store_windows.store_id,
        store_windows.time_zone,
        store_windows.window_start,
        store_windows.window_end,
        cast(coalesce(status_totals.up_us, 0) as bigint) as up_us,
        cast(coalesce(status_totals.down_us, 0) as bigint) as down_us,
        cast(coalesce(status_totals.open_us, 0) as bigint) as open_us,
        coalesce(ping_counts.ping_count, 0) as ping_count
    from store_windows
    left join status_totals on store_windows.store_key = status_totals.store_key
    left join ping_counts on store_windows.store_id = ping_counts.store_id
),

report as (
    select
        store_id,
        in_seconds(up_us) as uptime_seconds,
        in_seconds(down_us) as downtime_seconds,
        in_seconds(open_us - up_us - down_us) as unknown_seconds,
        in_seconds(open_us) as open_seconds,
        case when up_us + down_us > 0 then in_percent(up_us, up_us + down_us) end as uptime_pct,
        ping_count as pings,
        time_zone,
        cast($policy as text) as policy,
        window_start,
        window_end
    from totals
)

select * from report
order by store_id
