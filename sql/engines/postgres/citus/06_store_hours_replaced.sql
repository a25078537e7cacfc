-- With the store's pings.
select create_distributed_table(
    'store_hours_replaced', 'store_id', colocate_with => 'store_status'
)
