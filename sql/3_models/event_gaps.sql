-- Each event with the time since the previous one of the same user and type, and what of that time
-- counts in the window.
-- grain: one row per event that lies in the window or ends a gap that reaches into it
-- params: $window_start, $window_end, $as_of, $across_midnight, $max_gap_us
with params as (
    select
        cast($window_start as timestamp) as window_start,
        cast($window_end as timestamp) as window_end,
        least(cast($window_end as timestamp), cast($as_of as timestamp)) as gaps_end,
        cast($as_of as timestamp) as as_of,
        cast($across_midnight as text) as across_midnight,
        cast($max_gap_us as bigint) as max_gap_us
),

-- within looks at the window alone, carry back to the first event, clip ahead to the last too.
seen_events as (
    select
        events.user_id,
        events.event_type,
        events.occurred_at,
        events.event_id
    from events
    cross join params
    where events.occurred_at <= params.as_of
        and (
            params.across_midnight in ('carry', 'clip')
            or events.occurred_at >= params.window_start
        )
        and (params.across_midnight = 'clip' or events.occurred_at < params.window_end)
),

events_with_previous as (
    select
        user_id,
        event_type,
        occurred_at,
        event_id,
        lag(occurred_at) over (
            partition by user_id, event_type order by occurred_at, event_id
        ) as previous_at
    from seen_events
),

measured_events as (
    select
        events_with_previous.*,
        us_between(events_with_previous.previous_at, events_with_previous.occurred_at) as gap_us,
        overlap_us(
            events_with_previous.previous_at,
            events_with_previous.occurred_at,
            params.window_start,
            params.gaps_end
        ) as inside_us,
        events_with_previous.occurred_at >= params.window_start
        and events_with_previous.occurred_at < params.window_end as is_in_window,
        params.across_midnight,
        params.max_gap_us
    from events_with_previous
    cross join params
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
            when across_midnight = 'clip' and (inside_us > 0 or (gap_us = 0 and is_in_window))
                then inside_us
            when across_midnight <> 'clip' and is_in_window then gap_us
        end as counted_us,
        is_in_window,
        coalesce(gap_us > max_gap_us, false) as is_idle
    from measured_events
)

select * from gaps
where is_in_window or counted_us is not null
