-- The ids of orders that are most like one that does not exist.
-- grain: one row per order, at most three
-- params: $order_id
with params as (
    select lower(cast($order_id as text)) as typed
),

ids as (
    select distinct order_events.order_id
    from order_events
    cross join params
    where abs(length(order_events.order_id) - length(params.typed)) <= 2
),

distances as (
    select
        ids.order_id,
        edit_distance(lower(ids.order_id), params.typed) as distance
    from ids
    cross join params
)

select order_id
from distances
where distance <= least(length(order_id) - 1, greatest(2, length(order_id) / 3))
order by distance, order_id
limit 3
