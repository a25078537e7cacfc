-- Opening hours on the store's own clock. day_of_week: 0 = Monday. closes_local may be 24:00;
-- not after opens_local it belongs to the next day.
create table store_hours (
    store_id text not null,
    day_of_week integer not null,
    opens_local time not null,
    closes_local time not null,
    load_id integer not null
)
