-- Hours that a later load took out of use, kept so that taking that load back restores them.
create table store_hours_replaced (
    store_id text not null,
    day_of_week integer not null,
    opens_local time not null,
    closes_local time not null,
    load_id integer not null,
    replaced_by_load_id integer not null
)
