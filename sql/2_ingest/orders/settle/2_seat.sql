-- Of each order's rows the one with the latest time is in use; of several, the one loaded last, and
-- in one file the one whose status is later in the lifecycle. Each of its times is an event. A
-- status that its last step does not have is one more, at the latest time: that of updated_at, or
-- none of its own.
insert into order_events
with ranked as (
    select
        orders.*,
        row_number() over (
            partition by orders.order_id
            order by
                orders.latest_at desc,
                orders.load_id desc,
                orders.status_position desc,
                orders.user_id,
                orders.total,
                orders.items,
                orders.statuses,
                orders.status_times
        ) as place
    from orders
    where orders.order_id in (select order_id from touched_orders)
),

in_use as (
    select * from ranked
    where place = 1
),

changes as (
    select
        *,
        unnest(statuses) as status_then,
        unnest(status_times) as occurred_at,
        'time' as origin
    from in_use
    union all
    select
        *,
        status,
        latest_at,
        case
            when latest_at = status_times[array_length(status_times, 1)] then 'status'
            else 'time'
        end
    from in_use
    where statuses[array_length(statuses, 1)] is distinct from status
)

select
    order_id,
    status_then,
    occurred_at,
    user_id,
    total,
    items,
    cast(null as text),
    cast(null as text),
    cast(null as text),
    origin,
    load_id
from changes
order by order_id, occurred_at
