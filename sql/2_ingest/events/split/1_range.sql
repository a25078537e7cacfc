-- The range of time of what has no event_id: the rest is compared anyway.
-- grain: one row
select min(occurred_at) as first_at, max(occurred_at) as last_at
from contents
where event_id is null
