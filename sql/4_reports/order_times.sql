-- How long orders took from one status to another.
-- grain: one row
-- needs: seen_order_events, lifecycle, order_steps, order_states, order_durations
-- needs: wanted_durations
-- params: $from_status, $to_status
-- example: ordstat order-times --from CREATED --to COMPLETED
-- Open, negative and unknown times are counted, and are not in the other columns.
with params as (
    select
        cast($from_status as text) as from_status,
        cast($to_status as text) as to_status
),

totals as (
    select
        count(us) as n,
        count(*) filter (where is_open) as open,
        count(*) filter (where is_negative) as negative,
        count(*) filter (where is_untimed) as untimed,
        sum(us) as total_us,
        array_agg(us order by us) filter (where us is not null) as sorted_us
    from wanted_durations
),

report as (
    select
        cast(1 as bigint) as position,
        params.from_status,
        params.to_status,
        totals.n,
        totals.open,
        totals.negative,
        totals.untimed,
        in_seconds(round_to_units(totals.total_us, totals.n)) as avg_seconds,
        in_seconds(totals.sorted_us[1]) as min_seconds,
        in_seconds(percentile_of(totals.sorted_us, totals.n, 50)) as p50_seconds,
        in_seconds(percentile_of(totals.sorted_us, totals.n, 90)) as p90_seconds,
        in_seconds(percentile_of(totals.sorted_us, totals.n, 95)) as p95_seconds,
        in_seconds(percentile_of(totals.sorted_us, totals.n, 99)) as p99_seconds,
        in_seconds(totals.sorted_us[totals.n]) as max_seconds
    from totals
    cross join params
)

select * from report
order by position
