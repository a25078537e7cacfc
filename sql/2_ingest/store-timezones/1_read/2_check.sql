-- Two zones for one store in one set: neither is believed.
update staged
set reject = {'field': 'timezone_str', 'reason': 'two zones for one store'}
where reject is null
    and store_id in (
        select store_id from staged where reject is null
        group by store_id having count(distinct time_zone) > 1
    )
