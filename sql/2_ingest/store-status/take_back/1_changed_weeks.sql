-- The weeks in which a ping of the load is in use.
-- params: $load_id
create or replace temp table changed_weeks as
select distinct store_id, date_trunc('week', observed_at) as week_start
from store_status
where load_id = cast($load_id as integer)
