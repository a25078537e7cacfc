-- Keeps the rows of a file that were not loaded, each raw line and reason once per kind.
-- params: $load_id, $kind, $file_name, $file_number, $first_line, $column_fields
insert into rejects
with rejected as (
    select
        $load_id + staged.file_number as load_id,
        $kind as kind,
        cast($file_name as text) as file_name,
        coalesce(staged.line_number, staged.rowid + $first_line) as line_number,
        list_position(cast($column_fields as text[]), staged.reject.field) as column_number,
        staged.reject.field as field,
        staged.reject.reason as reason,
        coalesce(staged.raw_line, raw_lines.raw_line) as raw_line
    from staged
    left join raw_lines
        on coalesce(staged.line_number, staged.rowid + $first_line) = raw_lines.line_number
    where staged.reject is not null and staged.file_number = $file_number
),

first_of_each as (
    select distinct on (reason, raw_line) * from rejected
    order by reason, raw_line, line_number
)

select * from first_of_each
where not exists (
    select 1
    from rejects
    where rejects.kind = first_of_each.kind
        and rejects.reason = first_of_each.reason
        and rejects.raw_line = first_of_each.raw_line
)
order by line_number
