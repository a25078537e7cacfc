-- Everything there is to read in a database.
-- grain: one row per column of a table
-- example: ordstat doctor, check contents
select table_name, column_name
from information_schema.columns
where table_schema = 'main'
order by table_name, ordinal_position
