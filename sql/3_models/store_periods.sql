-- The status of each store through its opening time, and the ping or rule that decided it.
-- grain: one row per store and deciding fact within a shift, cut to the window
-- needs: store_shifts, store_facts
-- params: $policy, $before_first, $max_gap_us
-- Within a shift, the status is that of the last fact before the opening, then that of each fact
-- inside. Where every shift opens anew, its opening is a fact as well.
with params as (
    select
        cast($policy as text) as policy,
        cast($before_first as text) as before_first,
        cast($max_gap_us as bigint) as max_gap_us
),

shifts as (
    select
        store_shifts.*,
        greatest(store_shifts.opens_at, store_shifts.window_start) as starts_at,
        least(store_shifts.closes_at, store_shifts.window_end) as ends_at,
        params.policy = 'assume-open'
        and store_shifts.is_opening
        and store_shifts.opens_at >= store_shifts.window_start as is_fact
    from store_shifts
    cross join params
    where store_shifts.closes_at > store_shifts.window_start
),

moments as (
    select
        store_key,
        starts_at as moment_at,
        true as is_start,
        known_opens_at as shift_opens_at,
        ends_at as shift_ends_at,
        case when is_fact then 'active' end as status,
        case when is_fact then 'opening' end as basis,
        cast(null as timestamp) as ping_at
    from shifts
    union all
    select store_key, fact_at, false, shift_opens_at, shift_ends_at, status, basis, ping_at
    from store_facts
),

-- fact_number: which fact is in force, of those of the store.
numbered_moments as (
    select
        *,
        lead(moment_at) over in_time as next_at,
        count(status) over in_time as fact_number
    from moments
    window in_time as (
        partition by store_key order by moment_at, is_start desc
        rows between unbounded preceding and current row
    )
),

segments as (
    select
        numbered_moments.store_key,
        numbered_moments.shift_opens_at,
        numbered_moments.moment_at as starts_at,
        least(numbered_moments.next_at, numbered_moments.shift_ends_at) as ends_at,
        facts.status,
        facts.basis,
        facts.ping_at
    from numbered_moments
    left join numbered_moments as facts
        on numbered_moments.store_key = facts.store_key
        and numbered_moments.fact_number = facts.fact_number
        and facts.status is not null
    where numbered_moments.shift_ends_at is not null
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
