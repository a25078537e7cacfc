-- Keeps what lost an event_id.
-- params: $load_id
insert into order_events_overruled
select
    order_id,
    status,
    occurred_at,
    user_id,
    total,
    items,
    details,
    event_id,
    reference_id,
    'event',
    coalesce(held_load_id, cast($load_id as integer))
from contenders
where not is_winner
