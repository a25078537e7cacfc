-- The range of time that the file is about.
-- grain: one row
select min(observed_at) as first_at, max(observed_at) as last_at
from contents
