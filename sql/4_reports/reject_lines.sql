-- Rejected rows as they stand in their files, to be mended and loaded again.
-- grain: one row per reject
-- params: $load_id, $reason
with params as (
    select cast($load_id as integer) as load_id, cast($reason as text) as reason
)

select
    cast(rejects.load_id as bigint) as load_id,
    rejects.kind,
    loads.header,
    rejects.reason,
    rejects.raw_line,
    hex_of(rejects.raw_bytes) as raw_hex
from rejects
cross join params
left join loads on rejects.load_id = loads.load_id
where (params.load_id is null or rejects.load_id = params.load_id)
    and (params.reason is null or rejects.reason = params.reason)
order by rejects.load_id, rejects.line_number, rejects.reason, rejects.raw_line
