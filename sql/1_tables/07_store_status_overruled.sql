-- Active pings at an instant at which the same store was also seen inactive: inactive wins.
create table store_status_overruled (
    store_id text not null,
    observed_at timestamp not null,
    status text not null,
    load_id integer not null
)
