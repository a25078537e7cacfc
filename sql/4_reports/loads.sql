-- The ledger: what was loaded when, and what became of its rows.
-- grain: one row per load
-- example: ordstat loads
with held_rejects as (
    select load_id, count(*) as reject_count
    from rejects
    group by load_id
),

report as (
    select
        cast(loads.load_id as bigint) as load_id,
        loads.kind,
        loads.file_name as file,
        loads.loaded_at,
        loads.rows_read as read,
        loads.rows_new as new,
        loads.rows_replaced as replaced,
        loads.rows_duplicate as duplicate,
        loads.rows_conflict as conflict,
        loads.rows_ignored as ignored,
        loads.rows_rejected as rejected,
        coalesce(held_rejects.reject_count, 0) as rejects_held,
        loads.rows_pruned as pruned,
        loads.bytes,
        loads.sha256
    from loads
    left join held_rejects on loads.load_id = held_rejects.load_id
)

select * from report
order by load_id
