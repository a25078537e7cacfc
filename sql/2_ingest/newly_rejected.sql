-- How many rows of a file are rejected for what is not held yet.
-- grain: one row
-- params: $kind
select coalesce(sum(row_count), 0) as row_count
from rejected
where not exists (
    select 1
    from rejects
    where rejects.kind = $kind
        and rejects.reason = rejected.reason
        and rejects.raw_line = rejected.raw_line
        and rejects.raw_bytes is not distinct from rejected.raw_bytes
)
