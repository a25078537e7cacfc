-- Events and the time between them, per user and event type.
-- grain: one row per user and event type
-- needs: event_gaps
select
    user_id,
    event_type,
    count(*) filter (where is_in_window) as event_count,
    count(counted_us) filter (where not is_idle) as gap_count,
    count(counted_us) filter (where is_idle) as idle_gap_count,
    cast(coalesce(sum(counted_us) filter (where not is_idle), 0) as bigint) as total_us,
    max(counted_us) filter (where not is_idle) as max_gap_us,
    min(occurred_at) filter (where is_in_window) as first_event_at,
    max(occurred_at) filter (where is_in_window) as last_event_at
from event_gaps
group by user_id, event_type
