-- With the order's events.
select create_distributed_table(
    'orders', 'order_id', colocate_with => 'order_events'
)
