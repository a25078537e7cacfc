-- The pings that may decide, each compared with those before and after it.
-- grain: one row per store and ping
-- needs: store_shifts, listening_ranges, near_pings
-- params: $policy, $max_gap_us, $window_start, $day
-- is_change: whether it may say anything new. This passes over every ping, in order of time: what
-- goes along is narrow, since sorting it is most of what a report costs. Parameters are named where
-- they are used, so that the planner leaves out what a policy has no need of.
-- Early pings are what was said before, if the store has not opened since: in the week before the
-- window, and as the last of each earlier week.
with early_pings as (
    select listening_ranges.store_key, near_pings.observed_at, near_pings.status
    from near_pings
    inner join listening_ranges
        on near_pings.store_id = listening_ranges.store_id
        and near_pings.observed_at < listening_ranges.listens_from
    where cast($policy as text) <> 'assume-open'
        and near_pings.observed_at
            < coalesce(cast($window_start as timestamp), cast($day as timestamp) + interval '1 day')
    union all
    select listening_ranges.store_key, store_weeks.last_at, store_weeks.last_status
    from store_weeks
    inner join listening_ranges on store_weeks.store_id = listening_ranges.store_id
    where store_weeks.week_start < listening_ranges.week_start
        and store_weeks.last_at >= coalesce(listening_ranges.opened_at, timestamp '-infinity')
),

last_early_pings as (
    select
        store_key,
        max(observed_at) as observed_at,
        latest_known(status, observed_at) as status
    from early_pings
    group by store_key
),

-- A store that opens anew is active. When it closes, or goes on after a short break, nothing is
-- known of the status: pings outside opening hours, which do not count, lie between.
opened_shifts as (
    select
        store_shifts.store_key,
        store_shifts.opens_at,
        store_shifts.closes_at,
        store_shifts.is_opening
    from store_shifts
    inner join listening_ranges on store_shifts.store_key = listening_ranges.store_key
    where cast($policy as text) = 'assume-open'
        and store_shifts.closes_at > listening_ranges.listens_from
),

moments as (
    select
        listening_ranges.store_key,
        near_pings.observed_at as moment_at,
        true as is_ping,
        near_pings.status = 'active' as is_active
    from near_pings
    inner join listening_ranges
        on near_pings.store_id = listening_ranges.store_id
        and near_pings.observed_at >= listening_ranges.listens_from
        and near_pings.observed_at <= listening_ranges.as_of
    union all
    select store_key, observed_at, true, status = 'active' from last_early_pings
    union all
    select store_key, opens_at, false, case when is_opening then true end from opened_shifts
    union all
    select store_key, closes_at, false, null from opened_shifts
),

moments_with_neighbours as (
    select
        *,
        lag(is_active) over in_time as was_active,
        lag(moment_at) over in_time as previous_at,
        lead(moment_at) over in_time as next_at
    from moments
    window in_time as (partition by store_key order by moment_at, is_ping)
),

-- With nearest, two pings share the time between them.
compared_pings as (
    select
        store_key,
        moment_at as observed_at,
        is_active,
        previous_at,
        coalesce(is_active <> was_active, true)
        or coalesce(us_between(previous_at, moment_at) > cast($max_gap_us as bigint), false)
            as is_change,
        cast($max_gap_us as bigint) is not null
        and (
            next_at is null
            or us_between(moment_at, next_at) > cast($max_gap_us as bigint)
                * case when cast($policy as text) = 'nearest' then 2 else 1 end
        ) as is_before_silence
    from moments_with_neighbours
    where is_ping
)

select * from compared_pings
