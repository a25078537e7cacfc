-- Makes room for the table that also counts loads.
drop table ordstat_schema
