-- Events of orders whose event_id came with other content too, and lost.
-- The earliest occurred_at wins, then byte order.
create table order_events_overruled (
    order_id text not null,
    status text not null,
    occurred_at timestamp not null,
    user_id text,
    total decimal(18, 4),
    items text,
    details text,
    event_id text not null,
    reference_id text,
    origin text not null,
    load_id integer not null
)
