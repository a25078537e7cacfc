-- Stretches of the window in which no store at all was pinged for over two hours.
-- grain: one row per stretch
-- needs: store_windows, silent_stretches
with span as (
    select min(window_start) as starts_at, max(window_end) as ends_at from store_windows
)

select
    instant_text(silent_stretches.starts_at, 'UTC') as starts_at,
    instant_text(silent_stretches.ends_at, 'UTC') as ends_at,
    in_percent(
        us_between(silent_stretches.starts_at, silent_stretches.ends_at),
        us_between(span.starts_at, span.ends_at)
    ) as share_pct
from silent_stretches
cross join span
order by silent_stretches.starts_at
