-- The status of each store through its opening time, and the ping or rule that decided it.
-- grain: one row per store and deciding fact within a shift, cut to the window
-- needs: store_windows, store_shifts, ping_range
-- params: $policy, $before_first, $max_gap_us
-- A fact sets the status from its moment to the next fact. Within a shift, the status is that of
-- the last fact before the opening, then that of each fact inside.
with params as (
    select
        cast($policy as text) as policy,
        cast($before_first as text) as before_first,
        cast($max_gap_us as bigint) as max_gap_us
),

shifts_with_previous as (
    select
        store_shifts.store_id,
        store_shifts.opens_at,
        store_shifts.closes_at,
        lag(store_shifts.closes_at) over (
            partition by store_shifts.store_id order by store_shifts.opens_at
        ) as previous_closes_at,
        store_windows.window_start
    from store_shifts
    inner join store_windows on store_shifts.store_id = store_windows.store_id
),

-- A break of at most a minute reopens nothing, and a store open for two weeks never opens.
opening_shifts as (
    select
        store_id,
        opens_at,
        closes_at,
        window_start,
        (previous_closes_at is null or opens_at > previous_closes_at + interval '60 seconds')
        and opens_at >= window_start - interval '14 days' as is_opening
    from shifts_with_previous
),

last_openings as (
    select store_id, max(opens_at) as opened_at
    from opening_shifts
    where is_opening and opens_at <= window_start
    group by store_id
),

-- Pings before facts_from can't decide, but for the last one before it where pings carry over.
fact_ranges as (
    select
        store_windows.store_id,
        store_windows.window_start,
        store_windows.window_end,
        store_windows.as_of,
        case
            when params.policy = 'assume-open'
                then coalesce(
                    last_openings.opened_at, store_windows.window_start - interval '16 days'
                )
            else store_windows.window_start
        end as facts_from,
        params.policy <> 'assume-open' or last_openings.opened_at is null as is_carried_in
    from store_windows
    cross join params
    left join last_openings on store_windows.store_id = last_openings.store_id
),

shifts as (
    select
        opening_shifts.store_id,
        opening_shifts.opens_at,
        opening_shifts.closes_at,
        opening_shifts.is_opening and params.policy = 'assume-open' as is_opening,
        fact_ranges.window_start,
        fact_ranges.window_end
    from opening_shifts
    cross join params
    inner join fact_ranges on opening_shifts.store_id = fact_ranges.store_id
    where opening_shifts.closes_at > fact_ranges.facts_from
),

-- The last ping before facts_from is one of the same week, or the last one of a week before.
pings_before as (
    select store_status.store_id, store_status.observed_at, store_status.status
    from store_status
    cross join ping_range
    inner join fact_ranges on store_status.store_id = fact_ranges.store_id
    where store_status.observed_at >= ping_range.starts_at
        and store_status.observed_at < ping_range.last_window_start
        and store_status.observed_at >= date_trunc('week', fact_ranges.facts_from)
        and store_status.observed_at < fact_ranges.facts_from
        and fact_ranges.is_carried_in
    union all
    select store_weeks.store_id, store_weeks.last_at, store_weeks.last_status
    from store_weeks
    inner join fact_ranges on store_weeks.store_id = fact_ranges.store_id
    where store_weeks.week_start < date_trunc('week', fact_ranges.facts_from)
        and fact_ranges.is_carried_in
),

carried_in_pings as (
    select distinct on (store_id) store_id, observed_at, status
    from pings_before
    order by store_id, observed_at desc
),

pings as (
    select store_id, observed_at, status, true as is_carried_in from carried_in_pings
    union all
    select store_status.store_id, store_status.observed_at, store_status.status, false
    from store_status
    cross join ping_range
    inner join fact_ranges on store_status.store_id = fact_ranges.store_id
    where store_status.observed_at >= ping_range.starts_at
        and store_status.observed_at <= ping_range.ends_at
        and store_status.observed_at >= fact_ranges.facts_from
        and store_status.observed_at <= fact_ranges.as_of
),

-- Where a ping's reach depends on its neighbours.
pings_with_neighbours as (
    select
        store_id,
        observed_at,
        status,
        lag(observed_at) over (partition by store_id order by observed_at) as previous_at,
        lead(observed_at) over (partition by store_id order by observed_at) as next_at
    from pings
    where cast($policy as text) = 'nearest'
        or cast($before_first as text) = 'backfill'
        or cast($max_gap_us as bigint) is not null
),

nearest_facts as (
    select
        pings_with_neighbours.store_id,
        case
            when pings_with_neighbours.previous_at is null and params.max_gap_us is null
                then timestamp '-infinity'
            else greatest(
                middle_of(pings_with_neighbours.previous_at, pings_with_neighbours.observed_at),
                plus_us(pings_with_neighbours.observed_at, -params.max_gap_us)
            )
        end as fact_at,
        pings_with_neighbours.status,
        'nearest' as basis,
        pings_with_neighbours.observed_at as ping_at
    from pings_with_neighbours
    cross join params
    where params.policy = 'nearest'
),

silence_facts as (
    select
        pings_with_neighbours.store_id,
        plus_us(pings_with_neighbours.observed_at, params.max_gap_us) as fact_at,
        'unknown' as status,
        'silent too long' as basis,
        pings_with_neighbours.observed_at as ping_at
    from pings_with_neighbours
    cross join params
    where params.max_gap_us is not null
        and (
            pings_with_neighbours.next_at is null
            or us_between(pings_with_neighbours.observed_at, pings_with_neighbours.next_at)
                > params.max_gap_us * case when params.policy = 'nearest' then 2 else 1 end
        )
),

backfill_facts as (
    select
        store_id,
        timestamp '-infinity' as fact_at,
        status,
        'before first ping' as basis,
        observed_at as ping_at
    from pings_with_neighbours
    where previous_at is null
        and cast($policy as text) = 'carry-forward'
        and cast($before_first as text) = 'backfill'
),

facts as (
    select store_id, observed_at as fact_at, status, 'ping' as basis, observed_at as ping_at,
        is_carried_in
    from pings
    where cast($policy as text) <> 'nearest'
    union all
    select *, false from nearest_facts
    union all
    select *, false from silence_facts
    union all
    select *, false from backfill_facts
),

-- The shifts by UTC date, so that a fact is only compared with the shifts of its date.
shift_dates as (
    select
        shifts.store_id,
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
        facts.*,
        shift_dates.opens_at as shift_opens_at,
        shift_dates.closes_at as shift_closes_at,
        shift_dates.window_start,
        shift_dates.window_end
    from facts
    left join shift_dates
        on facts.store_id = shift_dates.store_id
        and cast(facts.fact_at as date) = shift_dates.utc_date
        and facts.fact_at >= shift_dates.opens_at
        and facts.fact_at < shift_dates.closes_at
),

-- Openings, and the facts that decide: under assume-open a ping outside the shifts does not.
moments as (
    select
        store_id,
        opens_at as moment_at,
        true as is_shift_start,
        opens_at as shift_opens_at,
        closes_at as shift_closes_at,
        case when is_opening then 'active' end as status,
        'opening' as basis,
        cast(null as timestamp) as ping_at,
        window_start,
        window_end
    from shifts
    union all
    select
        placed_facts.store_id,
        placed_facts.fact_at,
        false,
        placed_facts.shift_opens_at,
        placed_facts.shift_closes_at,
        placed_facts.status,
        placed_facts.basis,
        placed_facts.ping_at,
        placed_facts.window_start,
        placed_facts.window_end
    from placed_facts
    cross join params
    where params.policy <> 'assume-open'
        or placed_facts.shift_opens_at is not null
        or placed_facts.is_carried_in
),

moments_with_next as (
    select
        *,
        lead(moment_at) over in_time as next_at,
        lead(is_shift_start) over in_time as is_next_shift_start
    from moments
    window in_time as (partition by store_id order by moment_at, is_shift_start desc)
),

-- What is in force when a shift starts: the last fact before it.
numbered_shift_starts as (
    select
        *,
        count(status) over (
            partition by store_id order by moment_at, is_shift_start desc
            rows between unbounded preceding and current row
        ) as fact_number
    from moments_with_next
    where is_shift_start or is_next_shift_start
),

filled_shift_starts as (
    select
        store_id,
        is_shift_start,
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
        partition by store_id, fact_number order by moment_at, is_shift_start desc
    )
),

-- A shift that has gone on for two weeks has no opening to speak of.
segments as (
    select
        store_id,
        case when shift_opens_at >= window_start - interval '14 days' then shift_opens_at end
            as shift_opens_at,
        greatest(moment_at, window_start) as starts_at,
        least(next_at, shift_closes_at, window_end) as ends_at,
        status,
        basis,
        ping_at
    from moments_with_next
    where not is_shift_start and shift_opens_at is not null
    union all
    select
        store_id,
        case when shift_opens_at >= window_start - interval '14 days' then shift_opens_at end,
        greatest(moment_at, window_start),
        least(next_at, shift_closes_at, window_end),
        status,
        basis,
        ping_at
    from filled_shift_starts
    where is_shift_start
),

periods as (
    select
        segments.store_id,
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

select store_id, shift_opens_at, starts_at, ends_at, status, basis, ping_at
from periods
