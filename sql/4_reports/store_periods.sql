-- The periods behind a store's numbers: its status through its opening time, and what decided it.
-- grain: one row per store and deciding fact within a shift
-- needs: store_windows, longest_reach as shift_reach, store_shifts, near_pings
-- needs: listening_ranges, store_pings as deciding_pings, store_facts
-- needs: store_periods
-- example: ordstat store-periods --store 42 --day 2023-01-24
with report as (
    select
        store_windows.store_id,
        store_periods.shift_opens_at,
        store_periods.starts_at,
        store_periods.ends_at,
        store_periods.status,
        in_seconds(us_between(store_periods.starts_at, store_periods.ends_at)) as seconds,
        store_periods.basis,
        store_periods.ping_at,
        store_windows.time_zone
    from store_periods
    inner join store_windows on store_periods.store_key = store_windows.store_key
)

select * from report
order by store_id, starts_at
