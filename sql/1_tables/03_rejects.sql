-- Input rows that were not loaded. grain: one row per raw line, its bytes, and reason of a kind.
-- line_number is the line on which the record begins; column_number counts the columns from 1.
-- raw_bytes: the record as it is in the file, where that is no text.
create table rejects (
    load_id integer not null,
    kind text not null,
    file_name text not null,
    line_number bigint not null,
    column_number integer,
    field text,
    reason text not null,
    raw_line text not null,
    raw_bytes blob
)
