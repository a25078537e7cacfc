-- The ledger. grain: one row per file that was loaded, and one per prune.
-- rows_read = rows_new + rows_replaced + rows_duplicate + rows_conflict + rows_ignored
-- + rows_rejected
-- header: the first line of a file that has one, as it stands there. rows_pruned: what a prune
-- dropped.
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
    rows_rejected bigint not null,
    header text,
    rows_pruned bigint not null
)
