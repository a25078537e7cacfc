-- The orders of which a row of the load is in use.
-- params: $load_id
create or replace temp table touched_orders as
select distinct order_id
from order_events
where load_id = cast($load_id as integer) and origin <> 'event'
