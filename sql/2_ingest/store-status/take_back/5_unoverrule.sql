-- What is in use again is no longer overruled.
delete from store_status_overruled
using store_status
where store_status_overruled.store_id = store_status.store_id
    and store_status_overruled.observed_at = store_status.observed_at
    and store_status.status = 'active'
