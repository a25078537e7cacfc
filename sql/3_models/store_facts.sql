-- What sets the status of each store, from which moment on: pings and silences, and in which shift
-- that moment lies.
-- grain: one row per store and fact
-- needs: store_shifts, listening_ranges, deciding_pings
-- params: $policy, $before_first, $max_gap_us
-- A fact holds until the next one. Where every shift opens anew, pings outside shifts do not count.
-- Parameters are named where they are used, so that the planner leaves out what a policy has no
-- need of.
with pings as (
    select
        store_key,
        observed_at,
        previous_at,
        case when is_active then 'active' else 'inactive' end as status,
        is_before_silence
    from deciding_pings
),

facts as (
    select
        store_key,
        observed_at as fact_at,
        status,
        'ping' as basis,
        observed_at as ping_at
    from pings
    where cast($policy as text) <> 'nearest'
    union all
    select
        store_key,
        case
            when previous_at is null and cast($max_gap_us as bigint) is null
                then timestamp '-infinity'
            else greatest(
                middle_of(previous_at, observed_at),
                plus_us(observed_at, -cast($max_gap_us as bigint))
            )
        end,
        status,
        'nearest',
        observed_at
    from pings
    where cast($policy as text) = 'nearest'
    union all
    select
        store_key,
        plus_us(observed_at, cast($max_gap_us as bigint)),
        'unknown',
        'silent too long',
        observed_at
    from pings
    where is_before_silence
    union all
    select store_key, timestamp '-infinity', status, 'before first ping', observed_at
    from pings
    where previous_at is null
        and cast($policy as text) = 'carry-forward'
        and cast($before_first as text) = 'backfill'
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

-- What was said before the window lies in no shift of the report.
placed_facts as (
    select
        facts.*,
        shift_dates.known_opens_at as shift_opens_at,
        case
            when facts.fact_at >= shift_dates.window_start
                then least(shift_dates.closes_at, shift_dates.window_end)
        end as shift_ends_at,
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

select store_key, fact_at, status, basis, ping_at, shift_opens_at, shift_ends_at
from placed_facts
where cast($policy as text) <> 'assume-open' or is_heard_when_open
