-- Rejected records of a file of which the text is still to be fetched.
-- grain: one row per record
-- params: $file_number
with file_rows as (
    select rowid as row_number, reject from staged
    where file_number = $file_number
),

first_row as (
    select min(row_number) as row_number from file_rows
),

rejected as (
    select file_rows.row_number - first_row.row_number as record_number
    from file_rows
    cross join first_row
    where file_rows.reject is not null
)

select rejected.record_number
from rejected
left join record_lines
    on record_lines.file_number = $file_number
    and rejected.record_number = record_lines.record_number
where record_lines.record_number is null
order by rejected.record_number
