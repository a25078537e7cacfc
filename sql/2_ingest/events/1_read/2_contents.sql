-- What the file says.
-- grain: one row per distinct (user_id, event_type, occurred_at, event_id) of the file
create or replace temp table contents as
select user_id, event_type, occurred_at, event_id, cast(count(*) as integer) as file_rows
from staged
where reject is null
group by user_id, event_type, occurred_at, event_id
