-- Keeps what lost an event_id.
-- params: $load_id
insert into order_events_overruled
select * exclude (held_load_id, is_winner, is_held), 'event', coalesce(held_load_id, $load_id)
from contenders
where not is_winner
