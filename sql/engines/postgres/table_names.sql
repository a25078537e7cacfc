-- The names of what takes the name of a table in the first schema of the search path.
-- grain: one row per table, view or the like
select relname as table_name
from pg_catalog.pg_class
where relnamespace = to_regnamespace(quote_ident(current_schema()))
    and relkind in ('r', 'p', 'v', 'm', 'f')
