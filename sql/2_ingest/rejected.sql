-- The rows of a file that are not loaded, with the text of their lines and, where such a reject is
-- held already, the load that has it; equal ones once.
-- grain: one row per reason and raw line, to the byte
-- params: $kind, $file_name, $file_number, $first_line, $column_fields
create or replace temp table rejected as
with explained as (
    select
        cast($file_name as text) as file_name,
        coalesce(staged.line_number, staged.rowid + $first_line) as line_number,
        list_position(cast($column_fields as text[]), staged.reject.field) as column_number,
        staged.reject.field as field,
        staged.reject.reason as reason,
        coalesce(staged.raw_line, raw_lines.raw_line) as raw_line,
        unhex(staged.raw_hex) as raw_bytes
    from staged
    left join raw_lines
        on coalesce(staged.line_number, staged.rowid + $first_line) = raw_lines.line_number
    where staged.reject is not null and staged.file_number = $file_number
),

first_of_each as (
    select distinct on (reason, raw_line, raw_bytes)
        *,
        count(*) over (partition by reason, raw_line, raw_bytes) as row_count
    from explained
    order by reason, raw_line, raw_bytes, line_number
)

select
    first_of_each.*,
    rejects.load_id as held_load_id
from first_of_each
left join rejects
    on rejects.kind = $kind
    and first_of_each.reason = rejects.reason
    and first_of_each.raw_line = rejects.raw_line
    and first_of_each.raw_bytes is not distinct from rejects.raw_bytes
