-- Adds what is new, in order of time; of equal rows without an id one, unless all are asked for.
-- params: $load_id, $keep_duplicates
insert into events
with new_events as (
    select user_id, event_type, occurred_at, event_id
    from fresh_events
    where event_id is null
    union all
    select
        fresh_events.user_id,
        fresh_events.event_type,
        fresh_events.occurred_at,
        fresh_events.event_id
    from fresh_events
    cross join lateral generate_series(2, fresh_events.fresh_rows) as copies(copy_number)
    where cast($keep_duplicates as boolean)
        and fresh_events.event_id is null
        and fresh_events.fresh_rows > 1
    union all
    select user_id, event_type, occurred_at, event_id
    from contenders
    where is_winner and held_load_id is null
)

select user_id, event_type, occurred_at, event_id, cast($load_id as integer)
from new_events
order by occurred_at
