-- The lines of records whose place or text can't be told from their order in the file; none so far.
-- record_number: from 0, in the file. raw_hex: the bytes of one that is no text.
create or replace temp table record_lines (
    file_number bigint,
    record_number bigint,
    line_number bigint,
    raw_line text,
    raw_hex text
)
