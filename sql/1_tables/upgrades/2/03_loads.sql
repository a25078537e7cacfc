-- The ledger of version 2: with the header of each file, and with prunes.
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
