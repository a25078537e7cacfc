-- Adds what is new, order by order, so that one order is found without reading the others.
-- params: $load_id
insert into order_events
with new_events as (
    select
        order_id,
        status,
        occurred_at,
        user_id,
        total,
        items,
        details,
        event_id,
        reference_id
    from contents
    where event_id is null and held_load_id is null
    union all
    select
        order_id,
        status,
        occurred_at,
        user_id,
        total,
        items,
        details,
        event_id,
        reference_id
    from contenders
    where is_winner and held_load_id is null
)

select *, 'event', cast($load_id as integer)
from new_events
order by order_id, occurred_at
