-- Store pings. grain: one row per (store_id, observed_at). status: active or inactive.
create table store_status (
    store_id text not null,
    observed_at timestamp not null,
    status text not null,
    load_id integer not null
)
