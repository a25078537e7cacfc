-- How many orders are in each status.
-- grain: one row per status that an order has, the most frequent first
-- needs: seen_order_events, lifecycle, order_steps, order_states, wanted_orders
-- example: ordstat order-summary
-- Percentages are rounded one after the other, so that they add up to 100.
with counts as (
    select current_status, count(*) as order_count
    from wanted_orders
    group by current_status
),

running as (
    select
        current_status,
        order_count,
        row_number() over (order by order_count desc, current_status) as position,
        sum(order_count) over (order by order_count desc, current_status) as counted,
        sum(order_count) over () as total
    from counts
),

report as (
    select
        position,
        current_status,
        order_count,
        cast(
            in_percent(counted, total) - in_percent(counted - order_count, total)
            as decimal(9, 2)
        ) as percentage
    from running
)

select * from report
order by position
