-- Orders that are longer in their status than the lifecycle allows; one that has just reached the
-- limit is not stuck.
-- grain: one row per order
-- needs: seen_order_events, lifecycle, order_steps, order_states, wanted_orders
select
    wanted_orders.*,
    lifecycle.stuck_after_us
from wanted_orders
inner join lifecycle on wanted_orders.current_status = lifecycle.status
where not lifecycle.is_terminal and wanted_orders.in_state_us > lifecycle.stuck_after_us
