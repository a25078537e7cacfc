-- How long passed between events, per user and event type.
-- grain: one row per user and event type
-- needs: event_gaps, event_totals
-- example: ordstat event-summary --day 2024-10-15
with report as (
    select
        user_id,
        event_type,
        event_count as events,
        gap_count as gaps,
        idle_gap_count as idle_gaps,
        in_seconds(total_us) as total_seconds,
        case when gap_count > 0 then in_seconds(round_to_units(total_us, gap_count)) end
            as avg_gap_seconds,
        in_seconds(max_gap_us) as max_gap_seconds,
        first_event_at,
        last_event_at
    from event_totals
)

select * from report
order by user_id, event_type
