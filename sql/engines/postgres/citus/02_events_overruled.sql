-- With the user's events.
select create_distributed_table(
    'events_overruled', 'user_id', colocate_with => 'events'
)
