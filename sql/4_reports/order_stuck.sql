-- Orders that are longer in their status than the lifecycle allows, the longest first.
-- grain: one row per order
-- needs: seen_order_events, lifecycle, order_steps, order_states, wanted_orders, stuck_orders
-- example: ordstat order-stuck --fail-if "current_status = 'CREATED'"
with report as (
    select
        order_id,
        current_status,
        user_id,
        last_updated,
        in_seconds(in_state_us) as seconds_in_current_state,
        in_seconds(stuck_after_us) as limit_seconds
    from stuck_orders
)

select * from report
order by last_updated, order_id
