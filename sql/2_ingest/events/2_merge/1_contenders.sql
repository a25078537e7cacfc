-- Everything that claims an event_id of which the file says something new: the earliest time wins,
-- then byte order.
-- grain: one row per event_id and content
create or replace temp table contenders as
with new_claims as (
    select event_id, user_id, event_type, occurred_at
    from contents
    where event_id is not null and held_rows is null
),

claims as (
    select *, cast(null as integer) as held_load_id from new_claims
    union all
    select event_id, user_id, event_type, occurred_at, load_id
    from events
    where event_id in (select event_id from new_claims)
)

select
    *,
    row_number() over (
        partition by event_id order by occurred_at, user_id, event_type
    ) = 1 as is_winner,
    count(held_load_id) over (partition by event_id) > 0 as is_held
from claims
