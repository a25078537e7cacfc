-- The events of the file that are held already, and how many more of each it has.
-- grain: one row per distinct (user_id, event_type, occurred_at, event_id)
-- params: $keep_duplicates
create or replace temp table held_events as
with file_range as (
    select min(occurred_at) as first_at, max(occurred_at) as last_at
    from contents
),

known_events as (
    select user_id, event_type, occurred_at, event_id, load_id
    from events
    cross join file_range
    where occurred_at >= file_range.first_at and occurred_at <= file_range.last_at
    union all
    select user_id, event_type, occurred_at, event_id, load_id
    from events_overruled
    cross join file_range
    where occurred_at >= file_range.first_at and occurred_at <= file_range.last_at
),

held as (
    select
        user_id,
        event_type,
        occurred_at,
        event_id,
        cast(count(*) as integer) as held_rows,
        max(load_id) as held_load_id
    from known_events
    group by user_id, event_type, occurred_at, event_id
)

select
    contents.user_id,
    contents.event_type,
    contents.occurred_at,
    contents.event_id,
    contents.file_rows,
    held.held_load_id,
    case
        when cast($keep_duplicates as boolean) and contents.event_id is null
            then greatest(contents.file_rows - held.held_rows, 0)
        else 0
    end as fresh_rows
from contents
inner join held
    on contents.user_id = held.user_id
    and contents.event_type = held.event_type
    and contents.occurred_at = held.occurred_at
    and contents.event_id is not distinct from held.event_id
