-- What `ordstat event-summary --day D` prints, written by hand for DuckDB and for speed alone.
-- grain: one row per user and event type
-- params: $window_start, $window_end, $as_of
-- Users and event types get numbers in their order. An event is then one integer, the number of
-- its user and type * 2^37 + microseconds since the start of the day (of 38 hours at most), and
-- windows over all of the sorted events can stream.
with seen_events as materialized (
    select user_id, event_type, epoch_us(occurred_at) as event_us
    from events
    where occurred_at >= cast($window_start as timestamp)
        and occurred_at < cast($window_end as timestamp)
        and occurred_at <= cast($as_of as timestamp)
),

type_lists as materialized (
    select
        list_sort(list(distinct event_type)) as event_types,
        len(event_types) as type_count
    from seen_events
),

types as materialized (
    select
        unnest(event_types) as event_type,
        unnest(range(type_count)) as type_number
    from type_lists
),

-- The planner would take users to be as many as events, but for the filter.
users as materialized (
    select
        distinct_users.user_id,
        row_number() over () - 1 as user_number,
        user_number * type_lists.type_count * 137438953472
        - epoch_us(cast($window_start as timestamp)) as event_base
    from (
        select user_id from seen_events
        group by user_id
        having count(*) > 0
        order by user_id
    ) as distinct_users
    cross join type_lists
),

-- The number after all others ends the last pair.
packed_events as (
    select users.event_base + types.type_number * 137438953472 + seen_events.event_us as event_key
    from seen_events
    left join users on users.user_id = seen_events.user_id
    left join types on types.event_type = seen_events.event_type
    union all
    select 9223372036854775807
),

sorted_events as (
    select event_key from packed_events
    order by event_key
),

events_with_previous as (
    select
        event_key,
        lag(event_key, 1, -1) over () as previous_key,
        row_number() over () as event_number
    from sorted_events
),

-- longest_key: the pair's number * 2^37 + the longest gap so far.
events_with_gaps as (
    select
        event_key,
        previous_key,
        event_number,
        max(
            case
                when event_key >> 37 = previous_key >> 37
                    then (event_key & -137438953472) + (event_key - previous_key)
                else event_key & -137438953472
            end
        ) over (rows between unbounded preceding and current row) as longest_key
    from events_with_previous
),

events_with_longest as (
    select
        event_key,
        previous_key,
        event_number,
        lag(longest_key) over () as previous_longest_key
    from events_with_gaps
),

pairs as (
    select
        event_key >> 37 as pair_number,
        pair_number // type_lists.type_count as user_number,
        pair_number % type_lists.type_count as type_number,
        event_key & 137438953471 as first_us,
        lead(previous_key) over () & 137438953471 as last_us,
        lead(previous_longest_key) over () & 137438953471 as longest_us,
        lead(event_number) over () - event_number as event_count
    from events_with_longest
    cross join type_lists
    where event_key >> 37 <> previous_key >> 37
),

totals as (
    select
        users.user_id,
        types.event_type,
        pairs.pair_number,
        pairs.event_count,
        pairs.event_count - 1 as gap_count,
        pairs.last_us - pairs.first_us as total_us,
        case when gap_count > 0 then (2 * total_us + gap_count) // (2 * gap_count) end
            as avg_gap_us,
        case when gap_count > 0 then pairs.longest_us end as max_gap_us,
        cast(total_us as decimal(12, 0)) * cast(0.000001 as decimal(6, 6)) as total_seconds,
        cast(avg_gap_us as decimal(12, 0)) * cast(0.000001 as decimal(6, 6)) as avg_gap_seconds,
        cast(max_gap_us as decimal(12, 0)) * cast(0.000001 as decimal(6, 6)) as max_gap_seconds,
        make_timestamp(pairs.first_us + epoch_us(cast($window_start as timestamp)))
            as first_event_at,
        make_timestamp(pairs.last_us + epoch_us(cast($window_start as timestamp)))
            as last_event_at
    from pairs
    left join users on users.user_number = pairs.user_number
    left join types on types.type_number = pairs.type_number
    where pairs.event_count is not null
),

-- Trimming is slow: most numbers have nothing to trim.
report as (
    select
        pair_number,
        user_id,
        event_type,
        event_count as events,
        gap_count as gaps,
        0 as idle_gaps,
        case
            when total_us % 10 <> 0 then cast(total_seconds as text)
            when total_us % 1000000 = 0 then cast(total_us // 1000000 as text)
            else rtrim(cast(total_seconds as text), '0')
        end as total_seconds,
        case
            when avg_gap_us % 10 <> 0 then cast(avg_gap_seconds as text)
            when avg_gap_us % 1000000 = 0 then cast(avg_gap_us // 1000000 as text)
            else rtrim(cast(avg_gap_seconds as text), '0')
        end as avg_gap_seconds,
        case
            when max_gap_us % 10 <> 0 then cast(max_gap_seconds as text)
            when max_gap_us % 1000000 = 0 then cast(max_gap_us // 1000000 as text)
            else rtrim(cast(max_gap_seconds as text), '0')
        end as max_gap_seconds,
        concat(cast(first_event_at as date), 'T', cast(first_event_at as time), 'Z')
            as first_event_at,
        concat(cast(last_event_at as date), 'T', cast(last_event_at as time), 'Z')
            as last_event_at
    from totals
)

select * exclude (pair_number) from report
order by pair_number
