-- Figures on all orders for a dashboard or an alert.
-- grain: one row per metric and label
-- needs: seen_order_events, lifecycle, lifecycle_transitions, lifecycle_requirements
-- needs: lifecycle_deadlines, lifecycle_deadline_choices, order_steps, order_states, wanted_orders
-- needs: stuck_orders, order_findings, order_durations
-- params: $as_of, $problem_reasons
-- example: ordstat order-metrics -f json
-- A file that was loaded several times counts once among the events.
with params as (
    select
        cast($as_of as timestamp) as as_of,
        cast('1970-01-01' as timestamp) as epoch_at
),

status_counts as (
    select
        lifecycle.status,
        lifecycle.is_terminal,
        count(order_states.order_id) as orders,
        max(order_states.in_state_us) as oldest_us
    from lifecycle
    left join order_states on lifecycle.status = order_states.current_status
    group by lifecycle.status, lifecycle.is_terminal
),

stuck_counts as (
    select current_status, count(*) as orders
    from stuck_orders
    group by current_status
),

problem_counts as (
    select reason, count(distinct order_id) as orders
    from order_findings
    group by reason
),

processing as (
    select
        count(us) as n,
        coalesce(sum(us), 0) as total_us,
        array_agg(us order by us) filter (where us is not null) as sorted_us
    from order_durations
),

file_counts as (
    select distinct on (kind, sha256) rows_duplicate, rows_rejected
    from loads
    where kind in ('order-events', 'orders')
    order by kind, sha256, load_id
),

metrics as (
    select
        1 as place,
        'total_orders' as metric,
        cast(null as text) as label,
        cast(coalesce(sum(orders), 0) as decimal(24, 6)) as value
    from status_counts
    union all
    select 2, 'average_processing_time', null, case
        when n = 0 then 0
        else in_seconds(round_to_units(total_us, n))
    end
    from processing
    union all
    select 3, 'status_counts', status, orders from status_counts
    union all
    select
        4,
        'percentiles',
        concat('p', percents.percent),
        in_seconds(percentile_of(processing.sorted_us, processing.n, percents.percent))
    from processing
    cross join (values (50), (90), (95), (99)) as percents(percent)
    union all
    select 5, 'stuck', status_counts.status, coalesce(stuck_counts.orders, 0)
    from status_counts
    left join stuck_counts on status_counts.status = stuck_counts.current_status
    where not status_counts.is_terminal
    union all
    select 6, 'problems', reasons.reason, coalesce(problem_counts.orders, 0)
    from (select unnest(cast($problem_reasons as text[])) as reason) as reasons
    left join problem_counts on reasons.reason = problem_counts.reason
    union all
    select 7, 'oldest_age_seconds', status, in_seconds(oldest_us)
    from status_counts
    where not is_terminal and orders > 0
    union all
    select 8, 'processing_seconds_sum', null, in_seconds(total_us) from processing
    union all
    select 9, 'processing_seconds_count', null, n from processing
    union all
    select 10, 'events', 'accepted', count(*) from order_events
    union all
    select 10, 'events', 'duplicate', coalesce(sum(rows_duplicate), 0) from file_counts
    union all
    select 10, 'events', 'rejected', coalesce(sum(rows_rejected), 0) from file_counts
    union all
    select
        11,
        'last_event_timestamp_seconds',
        null,
        in_seconds(us_between(params.epoch_at, max(order_states.last_updated)))
    from params
    left join order_states on true
    group by params.epoch_at
    union all
    select 12, 'report_timestamp_seconds', null, in_seconds(us_between(epoch_at, as_of))
    from params
),

report as (
    select
        row_number() over (order by metrics.place, metrics.label collate "C") as position,
        metrics.metric,
        metrics.label,
        cast(metrics.value as decimal(24, 6)) as value,
        params.as_of
    from metrics
    cross join params
)

select * from report
order by position
