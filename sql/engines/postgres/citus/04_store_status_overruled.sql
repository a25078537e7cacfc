-- With the store's pings.
select create_distributed_table(
    'store_status_overruled', 'store_id', colocate_with => 'store_status'
)
