-- From when on each store's pings are compared one by one: from its window on, or where every shift
-- opens anew, from where it last opened before. Of what was said earlier the last will do.
-- grain: one row per store
-- needs: store_windows, store_shifts
-- params: $policy
with params as (
    select cast($policy as text) as policy
),

last_openings as (
    select store_shifts.store_key, max(store_shifts.opens_at) as opened_at
    from store_shifts
    cross join params
    where params.policy = 'assume-open'
        and store_shifts.is_opening
        and store_shifts.opens_at <= store_shifts.window_start
    group by store_shifts.store_key
),

ranges as (
    select
        store_windows.store_id,
        store_windows.store_key,
        store_windows.window_start,
        store_windows.as_of,
        date_trunc('week', store_windows.window_start - interval '1 day') as week_start,
        last_openings.opened_at,
        params.policy
    from store_windows
    cross join params
    left join last_openings on store_windows.store_key = last_openings.store_key
)

select
    store_id,
    store_key,
    case when policy = 'assume-open' then greatest(opened_at, week_start) else window_start end
        as listens_from,
    as_of,
    week_start,
    opened_at
from ranges
