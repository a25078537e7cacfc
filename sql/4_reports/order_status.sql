-- Where each order is.
-- grain: one row per order
-- needs: seen_order_events, lifecycle, order_steps, order_states, wanted_orders
-- example: ordstat order-status --status PAYMENT_AUTHORIZED
with report as (
    select
        order_id,
        current_status,
        user_id,
        order_total,
        order_items,
        last_updated,
        last_status_details,
        total_status_changes,
        in_seconds(in_state_us) as seconds_in_current_state
    from wanted_orders
)

select * from report
order by order_id
