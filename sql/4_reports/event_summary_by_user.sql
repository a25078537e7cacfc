-- How long passed between events, per user, over all event types.
-- grain: one row per user, over all event types
-- needs: event_gaps, event_totals
-- example: ordstat event-summary --day 2024-10-15 --by user
with totals as (
    select
        user_id,
        cast(sum(event_count) as bigint) as events,
        cast(sum(gap_count) as bigint) as gaps,
        cast(sum(idle_gap_count) as bigint) as idle_gaps,
        cast(sum(total_us) as bigint) as total_us,
        max(max_gap_us) as max_gap_us,
        min(first_event_at) as first_event_at,
        max(last_event_at) as last_event_at
    from event_totals
    group by user_id
),

report as (
    select
        user_id,
        events,
        gaps,
        idle_gaps,
        in_seconds(total_us) as total_seconds,
        case when gaps > 0 then in_seconds(round_to_units(total_us, gaps)) end as avg_gap_seconds,
        in_seconds(max_gap_us) as max_gap_seconds,
        first_event_at,
        last_event_at
    from totals
)

select * from report
order by user_id
