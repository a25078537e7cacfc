-- What sets the status of each store, from which moment on: pings and silences, and in which shift
-- that moment lies.
-- grain: one row per store and fact
-- needs: store_shifts, listening_ranges, deciding_pings
-- params: $policy, $before_first, $max_gap_us
-- A fact holds until the next one. Where every shift opens anew, pings outside shifts do not count.
with params as (
    select
        cast($policy as text) as policy,
        cast($before_first as text) as before_first,
        cast($max_gap_us as bigint) as max_gap_us
),

pings as (
    select
        deciding_pings.*,
        case when deciding_pings.is_active then 'active' else 'inactive' end as status,
        params.policy,
        params.before_first,
        params.max_gap_us
    from deciding_pings
    cross join params
),

facts as (
    select
        store_key,
        case
            when policy <> 'nearest' then observed_at
            when previous_at is null and max_gap_us is null then timestamp '-infinity'
            else greatest(middle_of(previous_at, observed_at), plus_us(observed_at, -max_gap_us))
        end as fact_at,
        status,
        case when policy = 'nearest' then 'nearest' else 'ping' end as basis,
        observed_at as ping_at
    from pings
    union all
    select
        store_key,
        plus_us(observed_at, max_gap_us),
        'unknown',
        'silent too long',
        observed_at
    from pings
    where is_before_silence
    union all
    select store_key, timestamp '-infinity', status, 'before first ping', observed_at
    from pings
    where previous_at is null and policy = 'carry-forward' and before_first = 'backfill'
),

shifts as (
    select store_shifts.*
    from store_shifts
    inner join listening_ranges on store_shifts.store_key = listening_ranges.store_key
    where store_shifts.closes_at > listening_ranges.listens_from
),

-- By UTC date, so that a fact is only compared with the shifts of its date.
shift_dates as (
    select
        shifts.*,
        cast(dates.midnight as date) as utc_date
    from shifts
    cross join lateral generate_series(
        date_trunc('day', shifts.opens_at), date_trunc('day', shifts.closes_at), interval '1 day'
    ) as dates(midnight)
),

placed_facts as (
    select
        facts.*,
        case when facts.fact_at >= shift_dates.window_start then shift_dates.opens_at end
            as shift_opens_at,
        least(shift_dates.closes_at, shift_dates.window_end) as shift_ends_at,
        shift_dates.store_key is not null or facts.fact_at < listening_ranges.listens_from
            as is_heard_when_open
    from facts
    inner join listening_ranges on facts.store_key = listening_ranges.store_key
    left join shift_dates
        on facts.store_key = shift_dates.store_key
        and cast(facts.fact_at as date) = shift_dates.utc_date
        and facts.fact_at >= shift_dates.opens_at
        and facts.fact_at < shift_dates.closes_at
)

select
    placed_facts.store_key,
    placed_facts.fact_at,
    placed_facts.status,
    placed_facts.basis,
    placed_facts.ping_at,
    placed_facts.shift_opens_at,
    placed_facts.shift_ends_at
from placed_facts
cross join params
where params.policy <> 'assume-open' or placed_facts.is_heard_when_open
