-- The next load that replaced the hours of a store after this one: it would have replaced what this
-- one did.
-- grain: one row per store
-- params: $load_id
create or replace temp table successors as
select store_id, min(replaced_by_load_id) as load_id
from store_hours_replaced
where replaced_by_load_id > cast($load_id as integer)
group by store_id
