-- The first row of a load that was rejected and not held before.
-- grain: at most one row
-- params: $load_id
select line_number, column_number, field, reason
from rejects
where load_id = $load_id
order by line_number
limit 1
