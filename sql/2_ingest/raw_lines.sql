-- Texts of rejected lines, filled from the file.
create or replace temp table raw_lines (line_number bigint, raw_line text)
