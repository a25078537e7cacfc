-- Which load leaned on which earlier one: it counted rows or rejects as duplicates of those, or its
-- set of hours only confirmed what the earlier one had made of a store.
-- grain: one row per pair, for rows and for rejects
create table load_dependencies (
    load_id integer not null,
    on_load_id integer not null,
    row_count bigint not null
)
