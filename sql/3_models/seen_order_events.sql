-- What had happened to orders by as_of.
-- grain: one row per event
-- params: $as_of
with params as (
    select cast($as_of as timestamp) as as_of
)

select
    order_events.*,
    params.as_of
from order_events
cross join params
where order_events.occurred_at <= params.as_of
