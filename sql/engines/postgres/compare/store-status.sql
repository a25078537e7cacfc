-- What the file says, with what is held of it.
-- needs: 2_ingest/store-status/held
create or replace temp table compared as
select contents.*, held.held_status, held.held_load_id, held.overruled_load_id
from contents
left join held
    on contents.store_id = held.store_id and contents.observed_at = held.observed_at
