-- Names and types of the columns of a Parquet file.
-- grain: one row per column, in order
-- params: $path
select column_name, column_type from (describe select * from read_parquet($path))
