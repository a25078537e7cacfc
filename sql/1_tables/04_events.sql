-- What users did.
-- grain: one row per event_id, or per (user_id, event_type, occurred_at) without one
create table events (
    user_id text not null,
    event_type text not null,
    occurred_at timestamp not null,
    event_id text,
    load_id integer not null
)
