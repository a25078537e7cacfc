-- Notes on which loads this one's duplicates lean.
-- params: $load_id, $keep_duplicates
insert into load_dependencies
select
    cast($load_id as integer),
    held_load_id,
    sum(
        case
            when cast($keep_duplicates as boolean) and event_id is null
                then least(file_rows, held_rows)
            else file_rows
        end
    )
from contents
where held_load_id is not null
group by held_load_id
