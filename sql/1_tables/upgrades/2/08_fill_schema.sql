-- Numbers go on from the newest load.
insert into ordstat_schema
select 2, coalesce(max(load_id), 0)
from loads
