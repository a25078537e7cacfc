-- What is loaded: rows, the ids they are about, the first and last instant, and what is missing.
-- grain: one row per kind of file
-- example: ordstat status
with stores as (
    select distinct store_id from store_weeks
),

contents as (
    select
        1 as position,
        'events' as kind,
        count(*) as row_count,
        count(distinct user_id) as id_count,
        min(occurred_at) as first_at,
        max(occurred_at) as last_at,
        cast(null as bigint) as pinged_stores_without
    from events
    union all
    select
        2,
        'store-status',
        count(*),
        count(distinct store_id),
        min(observed_at),
        max(observed_at),
        null
    from store_status
    union all
    select
        3,
        'store-hours',
        count(*),
        count(distinct store_id),
        null,
        null,
        (select count(*) from stores where store_id not in (select store_id from store_hours))
    from store_hours
    union all
    select
        4,
        'store-timezones',
        count(*),
        count(distinct store_id),
        null,
        null,
        (select count(*) from stores where store_id not in (select store_id from store_timezones))
    from store_timezones
    union all
    select
        5,
        'order-events',
        count(*),
        count(distinct order_id),
        min(occurred_at),
        max(occurred_at),
        null
    from order_events
    where origin = 'event'
    union all
    select
        6,
        'orders',
        count(distinct order_id),
        count(distinct order_id),
        min(occurred_at),
        max(occurred_at),
        null
    from order_events
    where origin <> 'event'
),

load_counts as (
    select kind, count(*) as load_count, max(loaded_at) as last_load_at
    from loads
    group by kind
),

reject_counts as (
    select kind, count(*) as reject_count
    from rejects
    group by kind
),

report as (
    select
        contents.position,
        contents.kind,
        contents.row_count as rows,
        contents.id_count as ids,
        contents.first_at,
        contents.last_at,
        contents.pinged_stores_without,
        coalesce(reject_counts.reject_count, 0) as rejects,
        coalesce(load_counts.load_count, 0) as loads,
        load_counts.last_load_at
    from contents
    left join load_counts on contents.kind = load_counts.kind
    left join reject_counts on contents.kind = reject_counts.kind
)

select * from report
order by position
