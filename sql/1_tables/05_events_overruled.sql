-- Events whose event_id came with other content too, and lost.
-- The earliest occurred_at wins, then the first user_id and event_type in byte order.
create table events_overruled (
    user_id text not null,
    event_type text not null,
    occurred_at timestamp not null,
    event_id text not null,
    load_id integer not null
)
