-- The ids of orders that are most like one that does not exist.
-- grain: one row per order, at most three
-- params: $order_id
with distances as (
    select distinct
        order_id,
        edit_distance(lower(order_id), lower(cast($order_id as text))) as distance
    from order_events
)

select order_id
from distances
where distance <= greatest(2, length(order_id) / 3)
order by distance, order_id
limit 3
