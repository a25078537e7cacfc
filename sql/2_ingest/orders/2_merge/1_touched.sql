-- The orders of which the file says something new, and whether a row of them is held.
-- grain: one row per order
create or replace temp table touched_orders as
select order_id, order_id in (select order_id from orders) as is_held
from contents
where held_load_id is null
group by order_id
