-- What the files of the set say.
-- grain: one row per file and store
create or replace temp table contents as
select file_number, store_id, time_zone, cast(count(*) as integer) as file_rows
from staged
where reject is null
group by file_number, store_id, time_zone
