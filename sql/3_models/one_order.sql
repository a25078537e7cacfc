-- What had happened to one order by as_of.
-- grain: one row per event
-- params: $as_of, $order_id
with params as (
    select cast($as_of as timestamp) as as_of
)

select
    order_events.*,
    params.as_of
from order_events
cross join params
where order_events.order_id = cast($order_id as text)
    and order_events.occurred_at <= params.as_of
