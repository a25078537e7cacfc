-- Adds what is new, in order of time: of equal events without an id one, or as many as the file
-- has more than are held.
-- params: $load_id, $keep_duplicates
insert into events
with new_events as (
    select user_id, event_type, occurred_at, event_id
    from contents
    where event_id is null and held_rows is null
    union all
    select contents.user_id, contents.event_type, contents.occurred_at, contents.event_id
    from contents
    cross join lateral generate_series(
        coalesce(contents.held_rows, 1) + 1, contents.file_rows
    ) as copies(copy_number)
    where cast($keep_duplicates as boolean)
        and contents.event_id is null
        and contents.file_rows > coalesce(contents.held_rows, 1)
    union all
    select user_id, event_type, occurred_at, event_id
    from contenders
    where is_winner and held_load_id is null
)

select user_id, event_type, occurred_at, event_id, cast($load_id as integer)
from new_events
order by occurred_at
