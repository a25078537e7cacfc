-- What the file says of each store and instant.
-- grain: one row per (store_id, observed_at) of the file
create or replace temp table contents as
select
    store_id,
    observed_at,
    cast(count(*) filter (where status = 'active') as integer) as active_rows,
    cast(count(*) filter (where status = 'inactive') as integer) as inactive_rows
from staged
where reject is null
group by store_id, observed_at
