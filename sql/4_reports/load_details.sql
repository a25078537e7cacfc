-- One load: what it brought, what of it is in use, and which loads lean on which.
-- grain: at most one row
-- params: $load_id
-- example: ordstat loads show 1
with params as (
    select cast($load_id as integer) as load_id
),

orders_in_use as (
    select distinct order_id, load_id
    from order_events
    where origin <> 'event'
),

rows_in_use as (
    select load_id from events
    union all
    select load_id from store_status
    union all
    select load_id from store_hours
    union all
    select load_id from store_timezones
    union all
    select load_id from order_events
    where origin = 'event'
    union all
    select load_id from orders_in_use
),

orders_out_of_use as (
    select load_id from orders
    except all
    select load_id from orders_in_use
),

rows_out_of_use as (
    select load_id from events_overruled
    union all
    select load_id from store_status_overruled
    union all
    select load_id from store_hours_replaced
    union all
    select load_id from store_timezones_replaced
    union all
    select load_id from order_events_overruled
    union all
    select load_id from orders_out_of_use
),

report as (
    select
        cast(loads.load_id as bigint) as load_id,
        loads.kind,
        loads.file_name as file,
        loads.loaded_at,
        loads.bytes,
        loads.sha256,
        loads.header,
        loads.rows_read as read,
        loads.rows_new as new,
        loads.rows_replaced as replaced,
        loads.rows_duplicate as duplicate,
        loads.rows_conflict as conflict,
        loads.rows_ignored as ignored,
        loads.rows_rejected as rejected,
        loads.rows_pruned as pruned,
        (
            select count(*) from rows_in_use where rows_in_use.load_id = params.load_id
        ) as rows_in_use,
        (
            select count(*) from rows_out_of_use where rows_out_of_use.load_id = params.load_id
        ) as rows_out_of_use,
        (
            select count(*) from rejects where rejects.load_id = params.load_id
        ) as rejects_held,
        (
            select string_agg(cast(leaned.on_load_id as text), ', ' order by leaned.on_load_id)
            from (
                select distinct on_load_id
                from load_dependencies
                where load_dependencies.load_id = params.load_id
            ) as leaned
        ) as leans_on,
        (
            select string_agg(cast(leaning.load_id as text), ', ' order by leaning.load_id)
            from (
                select distinct load_id
                from load_dependencies
                where load_dependencies.on_load_id = params.load_id
            ) as leaning
        ) as leaned_on_by
    from loads
    inner join params on loads.load_id = params.load_id
)

select * from report
order by load_id
