-- A reject that is held already is counted, not kept again: its load is leaned on.
-- params: $load_id, $kind
insert into load_dependencies
select $load_id, rejects.load_id, sum(rejected.row_count)
from rejected
inner join rejects
    on rejects.kind = $kind
    and rejected.reason = rejects.reason
    and rejected.raw_line = rejects.raw_line
    and rejected.raw_bytes is not distinct from rejects.raw_bytes
group by rejects.load_id
