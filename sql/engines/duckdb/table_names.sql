-- The names of the tables in the database.
-- grain: one row per table
select table_name
from information_schema.tables
where table_schema = current_schema()
