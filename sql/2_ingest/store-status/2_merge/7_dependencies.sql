-- Notes on which loads this one's duplicates lean.
-- params: $load_id
insert into load_dependencies
with leanings as (
    select held_load_id as on_load_id, active_rows as row_count
    from contents
    where held_status = 'active'
    union all
    select overruled_load_id, active_rows
    from contents
    where overruled_load_id is not null
    union all
    select held_load_id, inactive_rows
    from contents
    where held_status = 'inactive'
)

select cast($load_id as integer), on_load_id, sum(row_count)
from leanings
where row_count > 0
group by on_load_id
