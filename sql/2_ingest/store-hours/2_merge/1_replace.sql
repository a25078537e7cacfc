-- Keeps the held rows of the set's stores that the set no longer has.
-- params: $load_id, $append
insert into store_hours_replaced
select
    store_hours.*,
    cast($load_id as integer) + brought.file_number
from store_hours
inner join (
    select store_id, min(file_number) as file_number from incoming group by store_id
) as brought
    on store_hours.store_id = brought.store_id
where not cast($append as boolean)
    and not exists (
        select 1
        from incoming
        where incoming.store_id = store_hours.store_id
            and incoming.day_of_week = store_hours.day_of_week
            and incoming.opens_local = store_hours.opens_local
            and incoming.closes_local = store_hours.closes_local
    )
