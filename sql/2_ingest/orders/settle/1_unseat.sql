-- Takes out what the orders' rows said so far.
delete from order_events
where origin <> 'event' and order_id in (select order_id from touched_orders)
