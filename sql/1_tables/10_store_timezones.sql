-- The zone of a store's clock: an IANA Area/City name or UTC. grain: one row per store.
create table store_timezones (
    store_id text not null,
    time_zone text not null,
    load_id integer not null
)
