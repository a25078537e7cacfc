-- Pings by store.
select create_distributed_table(
    'store_status', 'store_id', colocate_with => 'none'
)
