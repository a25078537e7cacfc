-- How long each order took from its first event of one status to its first of another. Without the
-- second it is open; it is untimed where only a status that no time bears out says that it ended. A
-- negative time is none.
-- grain: one row per order that had the first status
-- needs: seen_order_events, lifecycle, order_steps
-- params: $from_status, $to_status
with params as (
    select
        cast($from_status as text) as from_status,
        cast($to_status as text) as to_status
),

firsts as (
    select
        order_steps.order_id,
        min(order_steps.occurred_at) filter (
            where order_steps.status = params.from_status and order_steps.is_timed
        ) as from_at,
        min(order_steps.occurred_at) filter (
            where order_steps.status = params.to_status and order_steps.is_timed
        ) as to_at,
        count(*) filter (where order_steps.status = params.to_status) > 0 as has_arrived
    from order_steps
    cross join params
    group by order_steps.order_id
)

select
    order_id,
    from_at,
    case when to_at >= from_at then us_between(from_at, to_at) end as us,
    to_at is null and not has_arrived as is_open,
    to_at is null and has_arrived as is_untimed,
    coalesce(to_at < from_at, false) as is_negative
from firsts
where from_at is not null
