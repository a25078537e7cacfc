-- Adds what is new, in order of time.
-- params: $load_id
insert into events
with new_events as (
    select user_id, event_type, occurred_at, event_id
    from incoming
    where event_id is null and fresh_rows > 0
    union all
    select incoming.user_id, incoming.event_type, incoming.occurred_at, incoming.event_id
    from incoming
    cross join lateral generate_series(2, incoming.fresh_rows) as copies(copy_number)
    where incoming.event_id is null and incoming.fresh_rows > 1
    union all
    select user_id, event_type, occurred_at, event_id
    from contenders
    where is_winner and held_load_id is null
)

select user_id, event_type, occurred_at, event_id, cast($load_id as integer)
from new_events
order by occurred_at, user_id, event_type
