-- The rows of a file that are not loaded, with the text of their lines; equal ones once.
-- grain: one row per reason and raw line, to the byte
-- params: $file_name, $file_number, $column_fields
insert into rejected_lines
with file_rows as (
    select rowid as row_number, reject from staged
    where file_number = $file_number
),

first_row as (
    select min(row_number) as row_number from file_rows
),

explained as (
    select
        record_lines.line_number,
        list_position(cast($column_fields as text[]), file_rows.reject.field) as column_number,
        file_rows.reject.field as field,
        file_rows.reject.reason as reason,
        record_lines.raw_line,
        unhex(record_lines.raw_hex) as raw_bytes
    from file_rows
    cross join first_row
    left join record_lines
        on record_lines.file_number = $file_number
        and record_lines.record_number = file_rows.row_number - first_row.row_number
    where file_rows.reject is not null
)

select distinct on (reason, raw_line, raw_bytes)
    $file_number,
    cast($file_name as text),
    *,
    count(*) over (partition by reason, raw_line, raw_bytes)
from explained
order by reason, raw_line, raw_bytes, line_number
