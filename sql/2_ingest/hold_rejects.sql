-- Keeps the rejects that are not held yet.
-- params: $load_id, $kind
insert into rejects
select
    $load_id,
    $kind,
    file_name,
    line_number,
    column_number,
    field,
    reason,
    raw_line,
    raw_bytes
from rejected
where not exists (
    select 1
    from rejects
    where rejects.kind = $kind
        and rejects.reason = rejected.reason
        and rejects.raw_line = rejected.raw_line
        and rejects.raw_bytes is not distinct from rejected.raw_bytes
)
order by line_number
