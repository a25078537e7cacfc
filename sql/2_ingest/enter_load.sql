-- The ledger's line for one file.
-- params: $load_id, $kind, $file_name, $sha256, $bytes, $loaded_at, $rows_read, $rows_new
-- params: $rows_replaced, $rows_duplicate, $rows_conflict, $rows_ignored, $rows_rejected, $header
-- params: $rows_pruned
insert into loads values (
    $load_id,
    $kind,
    $file_name,
    $sha256,
    $bytes,
    cast($loaded_at as timestamp),
    $rows_read,
    $rows_new,
    $rows_replaced,
    $rows_duplicate,
    $rows_conflict,
    $rows_ignored,
    $rows_rejected,
    cast($header as text),
    $rows_pruned
)
