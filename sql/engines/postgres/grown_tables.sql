-- Tables of the user that have a tenth more rows than the server knew of.
-- grain: one row per table
-- params: $tables, $new_rows
with loaded as (
    select
        unnest(cast($tables as text[])) as table_name,
        unnest(cast($new_rows as bigint[])) as new_rows
)

select loaded.table_name
from loaded
inner join pg_class
    on pg_class.oid = to_regclass(quote_ident(current_schema()) || '.' || loaded.table_name)
where loaded.new_rows > 0
    and loaded.new_rows * 10 > pg_class.reltuples
    and pg_has_role(pg_class.relowner, 'usage')
order by loaded.table_name
