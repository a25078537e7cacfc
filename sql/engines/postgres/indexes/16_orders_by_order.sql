-- A row of a wide table looks at the other rows of its order.
create index orders_by_order on orders (order_id)
