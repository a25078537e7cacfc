-- The ledger's line for one file.
-- params: $load_id, $kind, $file_name, $sha256, $bytes, $loaded_at, $rows_read, $rows_new
-- params: $rows_replaced, $rows_duplicate, $rows_conflict, $rows_ignored, $rows_rejected, $header
-- params: $rows_pruned
insert into loads values (
    cast($load_id as integer),
    cast($kind as text),
    cast($file_name as text),
    cast($sha256 as text),
    cast($bytes as bigint),
    cast($loaded_at as timestamp),
    cast($rows_read as bigint),
    cast($rows_new as bigint),
    cast($rows_replaced as bigint),
    cast($rows_duplicate as bigint),
    cast($rows_conflict as bigint),
    cast($rows_ignored as bigint),
    cast($rows_rejected as bigint),
    cast($header as text),
    cast($rows_pruned as bigint)
)
