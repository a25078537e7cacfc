-- Compares what the file says with what is held, in place: what is new stays as it is.
-- needs: 2_ingest/events/held
update contents
set held_rows = held.held_rows, held_load_id = held.held_load_id
from held
where contents.user_id = held.user_id
    and contents.event_type = held.event_type
    and contents.occurred_at = held.occurred_at
    and contents.event_id is not distinct from held.event_id
