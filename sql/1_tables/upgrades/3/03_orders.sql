-- The tables of orders, as of version 3.
-- Rows of wide tables of orders, as often as their content changed; the one with the latest time is
-- in use, and is in order_events as events. grain: one row per order and content
-- statuses, status_times: when the order reached which status, in order. latest_at: the latest time
-- of the row, also of those that no status has. status_position: of the status in the lifecycle.
create table orders (
    order_id text not null,
    status text not null,
    status_position integer not null,
    user_id text,
    total decimal(18, 4),
    items text,
    statuses text[] not null,
    status_times timestamp[] not null,
    latest_at timestamp not null,
    load_id integer not null
)
