-- The first row of a load that was rejected and not held before; one at fault comes before those
-- that were only left out with it.
-- grain: at most one row
-- params: $load_id
select line_number, column_number, field, reason
from rejects
where load_id = cast($load_id as integer)
order by reason = 'store incomplete', line_number
limit 1
