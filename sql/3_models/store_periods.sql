-- The status of each store through its opening time, and the ping or rule that decided it.
-- grain: one row per store and deciding fact within a shift, cut to the window
-- needs: store_windows, store_shifts, period_facts
-- params: $policy, $before_first, $max_gap_us
-- Within a shift, the status is that of the last fact before the opening, then that of each fact
-- inside.
with params as (
    select
        cast($policy as text) as policy,
        cast($before_first as text) as before_first,
        cast($max_gap_us as bigint) as max_gap_us
),

shifts as (
    select
        store_shifts.store_key,
        store_shifts.opens_at,
        store_shifts.closes_at,
        store_windows.window_start,
        store_windows.window_end
    from store_shifts
    inner join store_windows on store_shifts.store_key = store_windows.store_key
    where store_shifts.closes_at > store_windows.window_start
),

-- The shifts by UTC date, so that a fact is only compared with the shifts of its date.
shift_dates as (
    select
        shifts.store_key,
        shifts.opens_at,
        shifts.closes_at,
        shifts.window_start,
        shifts.window_end,
        cast(dates.midnight as date) as utc_date
    from shifts
    cross join lateral generate_series(
        date_trunc('day', shifts.opens_at), date_trunc('day', shifts.closes_at), interval '1 day'
    ) as dates(midnight)
),

placed_facts as (
    select
        period_facts.*,
        shift_dates.opens_at as shift_opens_at,
        shift_dates.closes_at as shift_closes_at,
        shift_dates.window_start,
        shift_dates.window_end
    from period_facts
    left join shift_dates
        on period_facts.store_key = shift_dates.store_key
        and cast(period_facts.fact_at as date) = shift_dates.utc_date
        and period_facts.fact_at >= shift_dates.opens_at
        and period_facts.fact_at < shift_dates.closes_at
),

moments as (
    select
        store_key,
        opens_at as moment_at,
        0 as place,
        opens_at as shift_opens_at,
        closes_at as shift_closes_at,
        cast(null as text) as status,
        cast(null as text) as basis,
        cast(null as timestamp) as ping_at,
        window_start,
        window_end
    from shifts
    union all
    select
        store_key,
        fact_at,
        case when basis = 'opening' then 1 else 2 end,
        shift_opens_at,
        shift_closes_at,
        status,
        basis,
        ping_at,
        window_start,
        window_end
    from placed_facts
),

moments_with_next as (
    select
        *,
        lead(moment_at) over in_time as next_at,
        lead(place) over in_time as next_place
    from moments
    window in_time as (partition by store_key order by moment_at, place)
),

-- What is in force when a shift starts: the last fact before it.
numbered_shift_starts as (
    select
        *,
        count(status) over (
            partition by store_key order by moment_at, place
            rows between unbounded preceding and current row
        ) as fact_number
    from moments_with_next
    where place = 0 or next_place = 0
),

filled_shift_starts as (
    select
        store_key,
        place,
        moment_at,
        next_at,
        shift_opens_at,
        shift_closes_at,
        window_start,
        window_end,
        first_value(status) over by_fact as status,
        first_value(basis) over by_fact as basis,
        first_value(ping_at) over by_fact as ping_at
    from numbered_shift_starts
    window by_fact as (
        partition by store_key, fact_number order by moment_at, place
    )
),

-- A shift that has gone on for two weeks has no opening to speak of.
segments as (
    select
        store_key,
        case when shift_opens_at >= window_start - interval '14 days' then shift_opens_at end
            as shift_opens_at,
        greatest(moment_at, window_start) as starts_at,
        least(next_at, shift_closes_at, window_end) as ends_at,
        status,
        basis,
        ping_at
    from moments_with_next
    where place > 0 and shift_opens_at is not null
    union all
    select
        store_key,
        case when shift_opens_at >= window_start - interval '14 days' then shift_opens_at end,
        greatest(moment_at, window_start),
        least(next_at, shift_closes_at, window_end),
        status,
        basis,
        ping_at
    from filled_shift_starts
    where place = 0
),

periods as (
    select
        segments.store_key,
        segments.shift_opens_at,
        segments.starts_at,
        segments.ends_at,
        case
            when segments.status is not null then segments.status
            when params.policy = 'assume-open' then 'active'
            when params.policy = 'carry-forward' and params.before_first <> 'backfill'
                then params.before_first
            else 'unknown'
        end as status,
        case
            when segments.status is null and params.policy = 'assume-open' then 'opening'
            when segments.status is null
                and params.policy = 'nearest' and params.max_gap_us is not null
                then 'silent too long'
            when segments.status is null then 'before first ping'
            when segments.basis = 'ping' and segments.ping_at < segments.shift_opens_at
                then 'carried'
            else segments.basis
        end as basis,
        segments.ping_at
    from segments
    cross join params
    where segments.ends_at > segments.starts_at
)

select store_key, shift_opens_at, starts_at, ends_at, status, basis, ping_at
from periods
