-- Rows of files that were not loaded and wait for somebody to look at them.
-- grain: one row per kind of file that has any
-- example: ordstat doctor, check rejects
select kind, count(*) as rejects
from rejects
group by kind
order by kind
