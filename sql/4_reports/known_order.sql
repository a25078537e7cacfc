-- Whether there is an order.
-- grain: one row
-- params: $order_id
select count(*) > 0 as is_known
from order_events
where order_id = cast($order_id as text)
