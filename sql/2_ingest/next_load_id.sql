-- The number of the next load.
-- grain: one row
select last_load_id + 1 as load_id
from ordstat_schema
