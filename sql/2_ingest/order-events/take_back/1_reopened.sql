-- Event ids of orders whose winning event goes.
-- params: $load_id
create or replace temp table reopened as
select distinct event_id
from order_events
where load_id = cast($load_id as integer) and event_id is not null
