-- Drops orders to which nothing has happened since: an order goes whole, or it would seem to begin
-- in the middle.
-- params: $before_at
delete from order_events
where order_id in (
    select order_id
    from order_events
    group by order_id
    having max(occurred_at) < cast($before_at as timestamp)
)
