-- Statuses of orders that are held and that the lifecycle does not have.
-- grain: one row per status
-- params: $statuses
select distinct status
from order_events
where status <> all(cast($statuses as text[]))
order by status
