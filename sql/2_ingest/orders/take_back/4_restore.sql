-- How many orders have an older row that is in use again.
select count(distinct orders.order_id) as "Count"
from orders
inner join touched_orders on orders.order_id = touched_orders.order_id
