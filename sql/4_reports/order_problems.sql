-- Orders that did what the lifecycle does not allow.
-- grain: one row per order, reason and detail
-- needs: seen_order_events, lifecycle, lifecycle_transitions, lifecycle_requirements
-- needs: lifecycle_deadlines, lifecycle_deadline_choices, order_steps, order_states, wanted_orders
-- needs: order_findings
-- example: ordstat order-problems
with report as (
    select distinct
        order_findings.order_id,
        order_findings.reason,
        order_findings.detail
    from order_findings
    inner join wanted_orders on order_findings.order_id = wanted_orders.order_id
)

select * from report
order by order_id, reason collate "C", detail collate "C"
