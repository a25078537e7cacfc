-- What the file says that is not held. A view, since there may be many.
create or replace temp view fresh_events as
select
    contents.user_id,
    contents.event_type,
    contents.occurred_at,
    contents.event_id,
    coalesce(held_events.fresh_rows, contents.file_rows) as fresh_rows
from contents
left join held_events
    on contents.user_id = held_events.user_id
    and contents.event_type = held_events.event_type
    and contents.occurred_at = held_events.occurred_at
    and contents.event_id is not distinct from held_events.event_id
where held_events.user_id is null or held_events.fresh_rows > 0
