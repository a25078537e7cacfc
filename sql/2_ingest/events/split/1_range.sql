-- The range of time that the file is about.
-- grain: one row
select min(occurred_at) as first_at, max(occurred_at) as last_at
from contents
