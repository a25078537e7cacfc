-- What the files of the set say.
-- grain: one row per file and distinct row of it
create or replace temp table contents as
select
    file_number,
    store_id,
    day_of_week,
    opens_local,
    closes_local,
    cast(count(*) as integer) as file_rows
from staged
where reject is null
group by file_number, store_id, day_of_week, opens_local, closes_local
