-- Failures of orders by reason and day.
-- grain: one row per day in --tz, status and reason
-- needs: seen_order_events, lifecycle, order_steps, order_states
-- params: $wanted_statuses, $wanted_user, $since, $until, $tz
-- example: ordstat order-failures --since 7d
with params as (
    select
        cast($wanted_statuses as text[]) as wanted_statuses,
        cast($wanted_user as text) as wanted_user,
        cast($since as timestamp) as since,
        cast($until as timestamp) as until,
        cast($tz as text) as tz
),

failures as (
    select
        cast(utc_to_local(order_steps.occurred_at, params.tz) as date) as day,
        order_steps.status,
        order_steps.details as reason,
        order_steps.order_id
    from order_steps
    inner join order_states on order_steps.order_id = order_states.order_id
    cross join params
    where order_steps.is_failure
        and (params.wanted_statuses is null or order_steps.status = any(params.wanted_statuses))
        and (params.wanted_user is null or order_states.user_id = params.wanted_user)
        and (params.since is null or order_steps.occurred_at >= params.since)
        and (params.until is null or order_steps.occurred_at < params.until)
),

report as (
    select
        day,
        status,
        reason,
        count(distinct order_id) as orders,
        count(*) as events
    from failures
    group by day, status, reason
)

select * from report
order by day, status, reason
