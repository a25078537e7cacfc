-- Of what lost an event id before, the next in line wins: the earliest time, then byte order.
insert into events
select distinct on (event_id) user_id, event_type, occurred_at, event_id, load_id
from events_overruled
where event_id in (select event_id from reopened)
order by event_id, occurred_at, user_id, event_type
