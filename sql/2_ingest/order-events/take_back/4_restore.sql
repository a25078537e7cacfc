-- Of what lost an event id before, the next in line wins: the earliest time, then byte order.
insert into order_events
select distinct on (event_id) *
from order_events_overruled
where event_id in (select event_id from reopened)
order by
    event_id, occurred_at, order_id, status, user_id, total, items, details, reference_id
