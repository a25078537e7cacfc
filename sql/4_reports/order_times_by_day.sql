-- How long orders took from one status to another, by the day on which they had the first.
-- grain: one row per day in --tz
-- needs: seen_order_events, lifecycle, order_steps, order_states, order_durations
-- params: $from_status, $to_status, $wanted_user, $since, $until, $tz
-- example: ordstat order-times --by day
-- Open, negative and unknown times are counted, and are not in the other columns.
with params as (
    select
        cast($from_status as text) as from_status,
        cast($to_status as text) as to_status,
        cast($wanted_user as text) as wanted_user,
        cast($since as timestamp) as since,
        cast($until as timestamp) as until,
        cast($tz as text) as tz
),

totals as (
    select
        cast(utc_to_local(order_durations.from_at, params.tz) as date) as day,
        params.from_status,
        params.to_status,
        count(order_durations.us) as n,
        count(*) filter (where order_durations.is_open) as open,
        count(*) filter (where order_durations.is_negative) as negative,
        count(*) filter (where order_durations.is_untimed) as untimed,
        sum(order_durations.us) as total_us,
        array_agg(order_durations.us order by order_durations.us)
            filter (where order_durations.us is not null) as sorted_us
    from order_durations
    inner join order_states on order_durations.order_id = order_states.order_id
    cross join params
    where (params.wanted_user is null or order_states.user_id = params.wanted_user)
        and (params.since is null or order_durations.from_at >= params.since)
        and (params.until is null or order_durations.from_at < params.until)
    group by 1, params.from_status, params.to_status
),

report as (
    select
        day,
        from_status,
        to_status,
        n,
        open,
        negative,
        untimed,
        in_seconds(round_to_units(total_us, n)) as avg_seconds,
        in_seconds(sorted_us[1]) as min_seconds,
        in_seconds(percentile_of(sorted_us, n, 50)) as p50_seconds,
        in_seconds(percentile_of(sorted_us, n, 90)) as p90_seconds,
        in_seconds(percentile_of(sorted_us, n, 95)) as p95_seconds,
        in_seconds(percentile_of(sorted_us, n, 99)) as p99_seconds,
        in_seconds(sorted_us[n]) as max_seconds
    from totals
)

select * from report
order by day
