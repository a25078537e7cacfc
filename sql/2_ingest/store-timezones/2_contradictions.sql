-- Two zones for one store in one set: neither is believed. Of a store with a reject, no row of the
-- set is used.
update staged
set reject = case
    when store_id in (
        select store_id from staged where reject is null
        group by store_id having count(distinct time_zone) > 1
    ) then {'field': 'timezone_str', 'reason': 'two zones for one store'}
    else {'field': 'store_id', 'reason': 'store incomplete'}
end
where reject is null
    and store_id in (
        select store_id from staged where store_id is not null
        group by store_id having count(distinct time_zone) > 1 or count(reject) > 0
    )
