-- Takes held active pings out that lost to an inactive one of this file.
delete from store_status
using incoming
where incoming.held_status = 'active'
    and incoming.is_inactive_fresh
    and store_status.store_id = incoming.store_id
    and store_status.observed_at = incoming.observed_at
