-- What the file says, with what is held of it.
-- needs: 2_ingest/events/held
create or replace temp table compared as
select contents.*, held.held_rows, held.held_load_id
from contents
left join held
    on contents.user_id = held.user_id
    and contents.event_type = held.event_type
    and contents.occurred_at = held.occurred_at
    and contents.event_id is not distinct from held.event_id
