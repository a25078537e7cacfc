-- Keeps the rejects that are not held yet.
-- params: $load_id, $kind
insert into rejects
select
    cast($load_id as integer),
    cast($kind as text),
    file_name,
    line_number,
    column_number,
    field,
    reason,
    raw_line,
    raw_bytes
from rejected
where held_load_id is null
order by line_number
