-- What sets the status of each store, from which moment on: pings, openings, silences.
-- grain: one row per store and fact
-- needs: store_windows, store_shifts, ping_range
-- params: $policy, $before_first, $max_gap_us
-- A fact holds until the next one. is_change: whether it says anything new.
with params as (
    select
        cast($policy as text) as policy,
        cast($before_first as text) as before_first,
        cast($max_gap_us as bigint) as max_gap_us
),

-- A break of at most a minute reopens nothing, and a store open for two weeks never opens.
shifts_with_openings as (
    select
        store_shifts.store_key,
        store_shifts.opens_at,
        store_shifts.closes_at,
        store_windows.window_start,
        case
            when store_shifts.opens_at >= store_windows.window_start - interval '14 days'
                and (
                    store_shifts.previous_closes_at is null
                    or store_shifts.opens_at
                        > store_shifts.previous_closes_at + interval '60 seconds'
                )
                then store_shifts.opens_at
        end as opening_at
    from store_shifts
    cross join params
    inner join store_windows on store_shifts.store_key = store_windows.store_key
    where params.policy = 'assume-open'
),

opened_shifts as (
    select
        *,
        max(opening_at) over (partition by store_key order by opens_at) as opened_at
    from shifts_with_openings
),

last_openings as (
    select store_key, max(opening_at) as opened_at
    from shifts_with_openings
    where opening_at <= window_start
    group by store_key
),

-- Where listening begins: with the week before the window, or the opening in it. Earlier weeks are
-- known by their last ping, if the store has not opened since.
listening_ranges as (
    select
        store_windows.store_id,
        store_windows.store_key,
        store_windows.window_start,
        store_windows.as_of,
        last_openings.opened_at,
        greatest(
            last_openings.opened_at,
            date_trunc('week', store_windows.window_start - interval '1 day')
        ) as listens_from
    from store_windows
    left join last_openings on store_windows.store_key = last_openings.store_key
),

-- When pings count: while the store is open, where every shift opens anew, else always.
listening_spans as (
    select
        listening_ranges.store_id,
        listening_ranges.store_key,
        opened_shifts.opens_at as starts_at,
        opened_shifts.closes_at as ends_at,
        opened_shifts.opened_at,
        listening_ranges.listens_from,
        listening_ranges.window_start,
        listening_ranges.as_of
    from opened_shifts
    inner join listening_ranges on opened_shifts.store_key = listening_ranges.store_key
    where opened_shifts.closes_at > listening_ranges.listens_from
    union all
    select
        listening_ranges.store_id,
        listening_ranges.store_key,
        listening_ranges.listens_from,
        listening_ranges.as_of + interval '1 day',
        null,
        listening_ranges.listens_from,
        listening_ranges.window_start,
        listening_ranges.as_of
    from listening_ranges
    cross join params
    where params.policy <> 'assume-open'
),

-- By UTC date, so that a ping is only compared with the spans of its date.
span_dates as (
    select
        listening_spans.*,
        cast(dates.midnight as date) as utc_date
    from listening_spans
    cross join lateral generate_series(
        date_trunc('day', listening_spans.starts_at),
        date_trunc('day', listening_spans.ends_at),
        interval '1 day'
    ) as dates(midnight)
),

-- Of what was said before the window the last counts.
early_pings as (
    select
        span_dates.store_key,
        store_status.observed_at,
        store_status.status,
        span_dates.opened_at
    from store_status
    cross join ping_range
    inner join span_dates
        on store_status.store_id = span_dates.store_id
        and cast(store_status.observed_at as date) = span_dates.utc_date
        and store_status.observed_at >= span_dates.starts_at
        and store_status.observed_at < span_dates.ends_at
        and store_status.observed_at >= span_dates.listens_from
        and store_status.observed_at < span_dates.window_start
    where store_status.observed_at >= ping_range.starts_at
        and store_status.observed_at < ping_range.last_window_start
    union all
    select
        listening_ranges.store_key,
        store_weeks.last_at,
        store_weeks.last_status,
        listening_ranges.opened_at
    from store_weeks
    inner join listening_ranges on store_weeks.store_id = listening_ranges.store_id
    where store_weeks.week_start
            < date_trunc('week', listening_ranges.window_start - interval '1 day')
        and store_weeks.last_at
            >= coalesce(listening_ranges.opened_at, timestamp '-infinity')
),

pings as (
    select
        store_key,
        max(observed_at) as observed_at,
        latest_known(status, observed_at) as status,
        max(opened_at) as opened_at
    from early_pings
    group by store_key
    union all
    select
        span_dates.store_key,
        store_status.observed_at,
        store_status.status,
        span_dates.opened_at
    from store_status
    cross join ping_range
    inner join span_dates
        on store_status.store_id = span_dates.store_id
        and cast(store_status.observed_at as date) = span_dates.utc_date
        and store_status.observed_at >= span_dates.starts_at
        and store_status.observed_at < span_dates.ends_at
        and store_status.observed_at >= span_dates.window_start
        and store_status.observed_at <= span_dates.as_of
    where store_status.observed_at >= ping_range.first_window_start
        and store_status.observed_at <= ping_range.ends_at
),

pings_with_neighbours as (
    select
        *,
        lag(observed_at) over in_time as previous_at,
        lag(status) over in_time as previous_status,
        lag(opened_at) over in_time as previous_opened_at,
        lead(observed_at) over in_time as next_at
    from pings
    window in_time as (partition by store_key order by observed_at)
),

compared_pings as (
    select
        pings_with_neighbours.*,
        params.policy,
        params.before_first,
        params.max_gap_us,
        case
            when pings_with_neighbours.opened_at
                is distinct from pings_with_neighbours.previous_opened_at
                then pings_with_neighbours.status <> 'active'
            else pings_with_neighbours.status is distinct from pings_with_neighbours.previous_status
                or us_between(
                    pings_with_neighbours.previous_at, pings_with_neighbours.observed_at
                ) > params.max_gap_us
        end as is_change
    from pings_with_neighbours
    cross join params
),

facts as (
    select
        store_key,
        observed_at as fact_at,
        status,
        'ping' as basis,
        observed_at as ping_at,
        is_change
    from compared_pings
    where policy <> 'nearest'
    union all
    select
        store_key,
        case
            when previous_at is null and max_gap_us is null then timestamp '-infinity'
            else greatest(middle_of(previous_at, observed_at), plus_us(observed_at, -max_gap_us))
        end,
        status,
        'nearest',
        observed_at,
        is_change
    from compared_pings
    where policy = 'nearest'
    union all
    select
        store_key,
        plus_us(observed_at, max_gap_us),
        'unknown',
        'silent too long',
        observed_at,
        true
    from compared_pings
    where max_gap_us is not null
        and (
            next_at is null
            or us_between(observed_at, next_at)
                > max_gap_us * case when policy = 'nearest' then 2 else 1 end
        )
    union all
    select store_key, timestamp '-infinity', status, 'before first ping', observed_at, true
    from compared_pings
    where previous_at is null and policy = 'carry-forward' and before_first = 'backfill'
    union all
    select
        shifts_with_openings.store_key,
        shifts_with_openings.opening_at,
        'active',
        'opening',
        null,
        true
    from shifts_with_openings
    inner join listening_ranges on shifts_with_openings.store_key = listening_ranges.store_key
    where shifts_with_openings.opening_at >= listening_ranges.listens_from
)

select store_key, fact_at, status, basis, ping_at, is_change
from facts
