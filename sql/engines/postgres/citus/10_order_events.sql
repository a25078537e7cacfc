-- Events of orders by order.
select create_distributed_table(
    'order_events', 'order_id', colocate_with => 'none'
)
