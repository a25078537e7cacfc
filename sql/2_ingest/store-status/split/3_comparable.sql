-- What may be held already: of an hour of which something is held.
-- params: $held_hours
create or replace temp table comparable as
select *
from contents
where date_trunc('hour', observed_at) in (select unnest(cast($held_hours as timestamp[])))
