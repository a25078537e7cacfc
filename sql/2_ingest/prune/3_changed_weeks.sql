-- The weeks of which pings are dropped.
-- params: $before_at
create or replace temp table changed_weeks as
select store_id, week_start
from store_weeks
where week_start < cast($before_at as timestamp)
