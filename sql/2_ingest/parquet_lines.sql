-- The rejected rows of a Parquet file as JSON objects, which can be mended and loaded again.
-- params: $path
insert into raw_lines
with rows_of_file as (
    select * from read_parquet($path, hive_partitioning = false, file_row_number = true)
)

select
    file_row_number + 1,
    json_merge_patch(to_json(rows_of_file), '{"file_row_number": null}')
from rows_of_file
where file_row_number in (
    select coalesce(line_number - 1, rowid) from staged where reject is not null
)
