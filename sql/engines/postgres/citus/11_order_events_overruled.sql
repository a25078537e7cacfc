-- With the order's events.
select create_distributed_table(
    'order_events_overruled', 'order_id', colocate_with => 'order_events'
)
