-- How long orders were in each status. The average and what follows are of visits that are over.
-- grain: one row per status that orders were in, in lifecycle order
-- needs: seen_order_events, lifecycle, order_steps, order_states, order_visits
-- params: $wanted_user, $since, $until
-- example: ordstat order-times --states
with params as (
    select
        cast($wanted_user as text) as wanted_user,
        cast($since as timestamp) as since,
        cast($until as timestamp) as until
),

totals as (
    select
        order_visits.status,
        count(*) as visits,
        count(*) filter (where order_visits.is_open) as open_now,
        sum(order_visits.us) as total_us,
        count(order_visits.closed_us) as closed,
        sum(order_visits.closed_us) as closed_us,
        array_agg(order_visits.closed_us order by order_visits.closed_us)
            filter (where order_visits.closed_us is not null) as sorted_us
    from order_visits
    inner join order_states on order_visits.order_id = order_states.order_id
    cross join params
    where (params.wanted_user is null or order_states.user_id = params.wanted_user)
        and (params.since is null or order_visits.starts_at >= params.since)
        and (params.until is null or order_visits.starts_at < params.until)
    group by order_visits.status
),

report as (
    select
        lifecycle.status_position as position,
        totals.status,
        totals.visits,
        totals.open_now,
        in_seconds(totals.total_us) as total_seconds,
        in_seconds(round_to_units(totals.closed_us, totals.closed)) as avg_seconds,
        in_seconds(totals.sorted_us[1]) as min_seconds,
        in_seconds(percentile_of(totals.sorted_us, totals.closed, 50)) as p50_seconds,
        in_seconds(percentile_of(totals.sorted_us, totals.closed, 90)) as p90_seconds,
        in_seconds(percentile_of(totals.sorted_us, totals.closed, 95)) as p95_seconds,
        in_seconds(percentile_of(totals.sorted_us, totals.closed, 99)) as p99_seconds,
        in_seconds(totals.sorted_us[totals.closed]) as max_seconds
    from totals
    inner join lifecycle on totals.status = lifecycle.status
)

select * from report
order by position
