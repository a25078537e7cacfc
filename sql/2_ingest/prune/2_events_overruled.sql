-- Drops what was overruled and is old, or lost its event id to an event that is dropped: all that
-- claims an event id goes with it.
-- params: $before_at
delete from events_overruled
where occurred_at < cast($before_at as timestamp)
    or event_id not in (select event_id from events where event_id is not null)
