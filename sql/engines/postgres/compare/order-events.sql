-- What the file says, with what is held of it.
-- needs: 2_ingest/order-events/held
create or replace temp table compared as
select contents.*, held.load_id as held_load_id
from contents
left join held
    on contents.order_id = held.order_id
    and contents.status = held.status
    and contents.occurred_at = held.occurred_at
    and contents.user_id is not distinct from held.user_id
    and contents.total is not distinct from held.total
    and contents.items is not distinct from held.items
    and contents.details is not distinct from held.details
    and contents.event_id is not distinct from held.event_id
    and contents.reference_id is not distinct from held.reference_id
