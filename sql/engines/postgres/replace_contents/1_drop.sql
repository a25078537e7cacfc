-- Makes room for what was made of the contents.
drop table pg_temp.contents
