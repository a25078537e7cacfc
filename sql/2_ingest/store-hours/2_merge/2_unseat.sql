-- Takes those rows out of use.
-- params: $append
delete from store_hours
where not cast($append as boolean)
    and store_id in (select store_id from incoming)
    and not exists (
        select 1
        from incoming
        where incoming.store_id = store_hours.store_id
            and incoming.day_of_week = store_hours.day_of_week
            and incoming.opens_local = store_hours.opens_local
            and incoming.closes_local = store_hours.closes_local
    )
