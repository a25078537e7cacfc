-- How long orders were in each status: from an event to the next one of the order, or to as_of. The
-- visit of a status that ends an order does not go on.
-- grain: one row per event that is not the end of its order
-- needs: seen_order_events, lifecycle, order_steps
select
    order_id,
    status,
    occurred_at as starts_at,
    case when not is_last then us_between(occurred_at, next_at) end as closed_us,
    us_between(occurred_at, coalesce(next_at, as_of)) as us,
    is_last as is_open
from order_steps
where not (is_last and is_terminal)
