-- Keeps the lines of a file that was read with care: a record may have several, or none.
-- params: $file_number
insert into record_lines
select $file_number, rowid, line_number, raw_line, raw_hex
from source_records
