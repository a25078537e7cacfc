-- What reports have to know of the time before their windows.
create table store_weeks (
    store_id text not null,
    week_start timestamp not null,
    first_at timestamp not null,
    last_at timestamp not null,
    last_status text not null
)
