-- Events by user.
select create_distributed_table(
    'events', 'user_id', colocate_with => 'none'
)
