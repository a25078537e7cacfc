-- Input rows that were not loaded, and why.
-- grain: one row per raw line and reason of a kind
-- params: $load_id, $reason
-- example: ordstat rejects --reason 'bad time'
with params as (
    select cast($load_id as integer) as load_id, cast($reason as text) as reason
),

report as (
    select
        cast(rejects.load_id as bigint) as load_id,
        rejects.kind,
        rejects.file_name as file,
        rejects.line_number as line,
        cast(rejects.column_number as bigint) as "column",
        rejects.field,
        rejects.reason,
        rejects.raw_line
    from rejects
    cross join params
    where (params.load_id is null or rejects.load_id = params.load_id)
        and (params.reason is null or rejects.reason = params.reason)
)

select * from report
order by load_id, line, reason, raw_line
