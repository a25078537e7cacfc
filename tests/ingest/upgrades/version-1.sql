create table ordstat_schema (version integer not null)
;
create table loads (
    load_id integer not null primary key,
    kind text not null,
    file_name text not null,
    sha256 text not null,
    bytes bigint not null,
    loaded_at timestamp not null,
    rows_read bigint not null,
    rows_new bigint not null,
    rows_replaced bigint not null,
    rows_duplicate bigint not null,
    rows_conflict bigint not null,
    rows_ignored bigint not null,
    rows_rejected bigint not null
)
;
create table rejects (
    load_id integer not null,
    kind text not null,
    file_name text not null,
    line_number bigint not null,
    column_number integer,
    field text,
    reason text not null,
    raw_line text not null
)
;
create table events (
    user_id text not null,
    event_type text not null,
    occurred_at timestamp not null,
    event_id text,
    load_id integer not null
)
;
create table events_overruled (
    user_id text not null,
    event_type text not null,
    occurred_at timestamp not null,
    event_id text not null,
    load_id integer not null
)
;
create table store_status (
    store_id text not null,
    observed_at timestamp not null,
    status text not null,
    load_id integer not null
)
;
create table store_status_overruled (
    store_id text not null,
    observed_at timestamp not null,
    status text not null,
    load_id integer not null
)
;
create table store_hours (
    store_id text not null,
    day_of_week integer not null,
    opens_local time not null,
    closes_local time not null,
    load_id integer not null
)
;
create table store_hours_replaced (
    store_id text not null,
    day_of_week integer not null,
    opens_local time not null,
    closes_local time not null,
    load_id integer not null,
    replaced_by_load_id integer not null
)
;
create table store_timezones (
    store_id text not null,
    time_zone text not null,
    load_id integer not null
)
;
create table store_timezones_replaced (
    store_id text not null,
    time_zone text not null,
    load_id integer not null,
    replaced_by_load_id integer not null
)
;
create table load_dependencies (
    load_id integer not null,
    on_load_id integer not null,
    row_count bigint not null
)
;
