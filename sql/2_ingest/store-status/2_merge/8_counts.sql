-- What became of the rows of the file. A ping may be there as active and as inactive.
-- grain: one row
with fresh as (
    select
        active_rows + inactive_rows as file_rows,
        case when held_status is null then 1 else 0 end as new_instants,
        case
            when active_rows > 0
                and (
                    held_status is null
                    or (held_status = 'inactive' and overruled_load_id is null)
                )
                then 1
            else 0
        end
        + case
            when inactive_rows > 0 and (held_status is null or held_status = 'active') then 1
            else 0
        end as fresh_pings
    from contents
)

select
    coalesce(sum(new_instants), 0) as rows_new,
    coalesce(sum(file_rows - fresh_pings), 0) as rows_duplicate,
    coalesce(sum(fresh_pings - new_instants), 0) as rows_conflict
from fresh
