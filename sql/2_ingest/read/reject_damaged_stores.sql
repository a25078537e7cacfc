-- One bad row must not close a shop: of a store with a reject, no row of the set is used.
update staged
set reject = {'field': 'store_id', 'reason': 'store incomplete'}
where reject is null and store_id in (select store_id from damaged_stores)
