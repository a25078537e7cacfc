-- A report on one order, and a row of a wide table, looks at the events of that order.
create index order_events_by_order on order_events (order_id, occurred_at)
