-- Each event with the time since the previous one of the same user and type, and what of that time
-- counts in the window.
-- grain: one row per event that lies in the window or ends a gap that reaches into it
-- params: $window_start, $window_end, $as_of, $across_midnight, $max_gap_us
-- Parameters are named where they are used, so that the planner leaves out what is not asked for.
-- within looks at the window alone, carry back to the first event, clip ahead to the last too.
with seen_events as (
    select user_id, event_type, occurred_at, event_id
    from events
    where occurred_at <= cast($as_of as timestamp)
        and (
            cast($across_midnight as text) in ('carry', 'clip')
            or occurred_at >= cast($window_start as timestamp)
        )
        and (
            cast($across_midnight as text) = 'clip'
            or occurred_at < cast($window_end as timestamp)
        )
),

events_with_previous as (
    select
        *,
        lag(occurred_at) over (
            partition by user_id, event_type order by occurred_at, event_id
        ) as previous_at
    from seen_events
),

measured_events as (
    select
        *,
        us_between(previous_at, occurred_at) as gap_us,
        overlap_us(
            previous_at,
            occurred_at,
            cast($window_start as timestamp),
            least(cast($window_end as timestamp), cast($as_of as timestamp))
        ) as inside_us,
        occurred_at >= cast($window_start as timestamp)
        and occurred_at < cast($window_end as timestamp) as is_in_window
    from events_with_previous
),

gaps as (
    select
        user_id,
        event_type,
        occurred_at,
        event_id,
        previous_at,
        gap_us,
        case
            when previous_at is null then null
            when cast($across_midnight as text) = 'clip'
                and (inside_us > 0 or (gap_us = 0 and is_in_window))
                then inside_us
            when cast($across_midnight as text) <> 'clip' and is_in_window then gap_us
        end as counted_us,
        is_in_window,
        coalesce(gap_us > cast($max_gap_us as bigint), false) as is_idle
    from measured_events
)

select * from gaps
where is_in_window or counted_us is not null
