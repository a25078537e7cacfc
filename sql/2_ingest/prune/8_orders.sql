-- Drops the wide rows of orders that are dropped.
delete from orders
where order_id not in (select order_id from order_events where origin <> 'event')
