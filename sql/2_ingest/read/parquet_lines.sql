-- The rejected rows of a Parquet file as JSON objects, which can be mended and loaded again.
-- params: $path, $file_number, $record_numbers
insert into record_lines
with rows_of_file as (
    select * from read_parquet($path, hive_partitioning = false, file_row_number = true)
)

select
    $file_number,
    file_row_number,
    file_row_number + 1,
    json_merge_patch(to_json(rows_of_file), '{"file_row_number": null}'),
    null
from rows_of_file
where file_row_number in (select unnest(cast($record_numbers as bigint[])))
