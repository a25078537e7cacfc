-- How many rows of a file are rejected for what was not held before.
-- grain: one row
select coalesce(sum(row_count) filter (where held_load_id is null), 0) as row_count
from rejected
