-- Of sessions that change the tables of a schema, one after the other does, to the end of its
-- transaction.
select pg_advisory_xact_lock(hashtextextended('ordstat ' || current_schema(), 0))
