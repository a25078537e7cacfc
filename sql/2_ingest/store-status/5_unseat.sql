-- Takes held active pings out that lost to an inactive one of this file.
delete from store_status
using incoming_pings
where incoming_pings.held_status = 'active'
    and incoming_pings.is_inactive_fresh
    and store_status.store_id = incoming_pings.store_id
    and store_status.observed_at = incoming_pings.observed_at
