-- Numbers are given once, whatever becomes of their loads.
-- params: $load_id
update ordstat_schema set last_load_id = cast($load_id as integer)
