-- One order, step by step: what happened when, and what was wrong or late about it.
-- grain: one row per event of the order
-- needs: one_order as seen_order_events, lifecycle, lifecycle_transitions, lifecycle_requirements
-- needs: lifecycle_deadlines, lifecycle_deadline_choices, order_steps, order_findings
-- example: ordstat order-show o-3
with findings as (
    select step, reason
    from order_findings
    union
    select order_steps.step, 'late'
    from order_steps
    inner join lifecycle on order_steps.previous_status = lifecycle.status
    where not lifecycle.is_terminal
        and us_between(order_steps.previous_at, order_steps.occurred_at) > lifecycle.stuck_after_us
    union
    select step, 'stuck'
    from order_steps
    where is_last and not is_terminal and us_between(occurred_at, as_of) > stuck_after_us
),

marks as (
    select
        step,
        string_agg(replace(reason, '_', ' '), ', ' order by reason collate "C") as mark
    from findings
    group by step
),

report as (
    select
        order_steps.occurred_at,
        order_steps.status,
        in_seconds(us_between(order_steps.previous_at, order_steps.occurred_at))
            as seconds_since_previous,
        marks.mark,
        order_steps.details,
        order_steps.step as position
    from order_steps
    left join marks on order_steps.step = marks.step
)

select * from report
order by position
