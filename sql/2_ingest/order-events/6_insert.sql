-- Adds what is new, order by order, so that one order is found without reading the others.
-- params: $load_id
insert into order_events
with new_events as (
    select * exclude (file_rows, held_load_id, is_fresh)
    from incoming
    where event_id is null and is_fresh
    union all
    select * exclude (held_load_id, is_winner, is_held)
    from contenders
    where is_winner and held_load_id is null
)

select *, 'event', $load_id
from new_events
order by order_id, occurred_at
