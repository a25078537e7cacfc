-- The rows of the files that are not loaded, none so far.
create or replace temp table rejected_lines (
    file_number integer,
    file_name text,
    line_number bigint,
    column_number integer,
    field text,
    reason text,
    raw_line text,
    raw_bytes blob,
    row_count bigint
)
