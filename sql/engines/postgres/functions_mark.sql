-- What stands for the text of the helper functions that are kept beside the tables.
-- grain: one row
select
    obj_description(
        to_regclass(quote_ident(current_schema()) || '.ordstat_schema'), 'pg_class'
    ) as mark
