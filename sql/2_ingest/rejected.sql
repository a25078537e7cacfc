-- The rows of a file that are not loaded, each with the load that holds such a reject already.
-- grain: one row per reason and raw line, to the byte
-- params: $kind, $file_number
create or replace temp table rejected as
select
    rejected_lines.*,
    rejects.load_id as held_load_id
from rejected_lines
left join rejects
    on rejects.kind = cast($kind as text)
    and rejected_lines.reason = rejects.reason
    and rejected_lines.raw_line = rejects.raw_line
    and rejected_lines.raw_bytes is not distinct from rejects.raw_bytes
where rejected_lines.file_number = cast($file_number as integer)
