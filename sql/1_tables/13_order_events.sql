-- What happened to orders.
-- grain: one row per event_id, or per distinct event without one
-- total: in the currency's unit, to 4 decimals. reference_id: of the payment or the shipment.
-- origin: event, or of a row of a wide table: time (of one of its times), or status (of its status,
-- which has no time of its own).
create table order_events (
    order_id text not null,
    status text not null,
    occurred_at timestamp not null,
    user_id text,
    total decimal(18, 4),
    items text,
    details text,
    event_id text,
    reference_id text,
    origin text not null,
    load_id integer not null
)
