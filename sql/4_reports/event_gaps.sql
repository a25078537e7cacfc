-- The rows behind event_summary: each event and the time since the previous one of its kind.
-- grain: one row per event in the window
-- needs: event_gaps
-- example: ordstat event-gaps --day 2024-10-15
with report as (
    select
        user_id,
        event_type,
        occurred_at,
        previous_at,
        in_seconds(gap_us) as gap_seconds,
        is_idle,
        event_id
    from event_gaps
    where is_in_window
)

select * from report
order by user_id, event_type, occurred_at, event_id
