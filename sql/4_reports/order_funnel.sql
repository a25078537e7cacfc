-- How far orders got: of those that reached the first step, how many reached the first two, the
-- first three and so on; in the last row, how many succeeded by any path.
-- grain: one row per step of the funnel, and one
-- needs: seen_order_events, lifecycle, order_steps, order_states
-- params: $funnel, $wanted_user, $since, $until
-- example: ordstat order-funnel --since 2024-10-15 --until 2024-10-16
with params as (
    select
        cast($wanted_user as text) as wanted_user,
        cast($since as timestamp) as since,
        cast($until as timestamp) as until
),

funnel as (
    select
        unnest(cast($funnel as text[])) as status,
        cast(generate_subscripts(cast($funnel as text[]), 1) as bigint) as funnel_step
),

reached as (
    select distinct order_steps.order_id, funnel.funnel_step
    from order_steps
    inner join funnel on order_steps.status = funnel.status
),

-- A step's place is its number only where all steps before it were reached too.
numbered as (
    select
        order_id,
        funnel_step,
        row_number() over (partition by order_id order by funnel_step) as place
    from reached
),

cohort as (
    select numbered.order_id
    from numbered
    inner join order_states on numbered.order_id = order_states.order_id
    cross join params
    where numbered.funnel_step = 1
        and (params.wanted_user is null or order_states.user_id = params.wanted_user)
        and (params.since is null or order_states.first_at >= params.since)
        and (params.until is null or order_states.first_at < params.until)
),

step_counts as (
    select numbered.funnel_step, count(*) as orders
    from numbered
    inner join cohort on numbered.order_id = cohort.order_id
    where numbered.funnel_step = numbered.place
    group by numbered.funnel_step
),

successes as (
    select distinct order_steps.order_id
    from order_steps
    inner join lifecycle on order_steps.status = lifecycle.status
    inner join cohort on order_steps.order_id = cohort.order_id
    where lifecycle.is_success
),

cohort_size as (
    select count(*) as orders from cohort
),

counted as (
    select
        funnel.funnel_step as position,
        funnel.funnel_step as step,
        funnel.status,
        coalesce(step_counts.orders, 0) as orders
    from funnel
    left join step_counts on funnel.funnel_step = step_counts.funnel_step
    union all
    select
        (select count(*) + 1 from funnel),
        null,
        'success by any path',
        (select count(*) from successes)
),

report as (
    select
        counted.position,
        counted.step,
        counted.status,
        counted.orders,
        case
            when cohort_size.orders > 0 then in_percent(counted.orders, cohort_size.orders)
        end as percentage
    from counted
    cross join cohort_size
)

select * from report
order by position
