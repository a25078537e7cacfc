-- Zones that a later load took out of use, kept so that taking that load back restores them.
create table store_timezones_replaced (
    store_id text not null,
    time_zone text not null,
    load_id integer not null,
    replaced_by_load_id integer not null
)
