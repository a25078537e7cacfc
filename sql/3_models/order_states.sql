-- Where each order is: what its last event says, and what was last known of user, total and items.
-- grain: one row per order
-- needs: seen_order_events, lifecycle, order_steps
select
    order_id,
    max(status) filter (where is_last) as current_status,
    latest_known(user_id, step) as user_id,
    latest_known(total, step) as order_total,
    latest_known(items, step) as order_items,
    min(occurred_at) as first_at,
    max(occurred_at) as last_updated,
    max(details) filter (where is_last) as last_status_details,
    count(*) as total_status_changes,
    us_between(max(occurred_at), max(as_of)) as in_state_us
from order_steps
group by order_id
