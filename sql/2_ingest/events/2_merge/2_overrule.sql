-- Keeps what lost an event_id.
-- params: $load_id
insert into events_overruled
select user_id, event_type, occurred_at, event_id, coalesce(held_load_id, cast($load_id as integer))
from contenders
where not is_winner
