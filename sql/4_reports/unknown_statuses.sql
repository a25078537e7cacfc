-- Statuses of orders that are held and that the lifecycle does not have, each with the first load
-- that brought it.
-- grain: one row per status
-- params: $statuses
select
    status,
    min(load_id) as load_id
from order_events
where status <> all(cast($statuses as text[]))
group by status
order by status
