-- What may be held already: of an hour of which something is held, or with an event_id, which may
-- have come with another time.
-- params: $held_hours
create or replace temp table comparable as
select *
from contents
where event_id is not null
    or date_trunc('hour', occurred_at) in (select unnest(cast($held_hours as timestamp[])))
