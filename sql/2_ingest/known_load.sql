-- The ledger's line of a load.
-- grain: at most one row
-- params: $load_id
select cast(load_id as bigint) as load_id, kind, file_name
from loads
where load_id = cast($load_id as integer)
