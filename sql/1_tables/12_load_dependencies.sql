-- Which load counted rows as duplicates of which earlier one. grain: one row per pair.
create table load_dependencies (
    load_id integer not null,
    on_load_id integer not null,
    row_count bigint not null
)
