-- Everything that happened to orders, in one stream.
-- grain: one row per event
-- needs: seen_order_events, lifecycle, order_steps, order_states
-- params: $wanted_statuses, $wanted_user, $since, $until
-- example: ordstat order-events --status PAYMENT_FAILED,INVENTORY_REJECTED --since 24h
with params as (
    select
        cast($wanted_statuses as text[]) as wanted_statuses,
        cast($wanted_user as text) as wanted_user,
        cast($since as timestamp) as since,
        cast($until as timestamp) as until
),

orders_of_user as (
    select order_states.order_id
    from order_states
    cross join params
    where params.wanted_user is null or order_states.user_id = params.wanted_user
),

report as (
    select
        order_steps.occurred_at,
        order_steps.order_id,
        order_steps.status,
        order_steps.user_id,
        order_steps.total,
        order_steps.items,
        order_steps.details,
        order_steps.event_id,
        order_steps.step as position
    from order_steps
    inner join orders_of_user on order_steps.order_id = orders_of_user.order_id
    cross join params
    where (params.wanted_statuses is null or order_steps.status = any(params.wanted_statuses))
        and (params.since is null or order_steps.occurred_at >= params.since)
        and (params.until is null or order_steps.occurred_at < params.until)
)

select * from report
order by occurred_at, order_id, position
