-- Compares what the file says with what is held, in place: what is new stays as it is.
-- needs: 2_ingest/store-status/held
update contents
set
    held_status = held.held_status,
    held_load_id = held.held_load_id,
    overruled_load_id = held.overruled_load_id
from held
where contents.store_id = held.store_id and contents.observed_at = held.observed_at
