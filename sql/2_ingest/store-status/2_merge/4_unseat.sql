-- Takes held active pings out that lost to an inactive one of this file.
delete from store_status
using held_pings
where held_pings.is_inactive_fresh
    and store_status.store_id = held_pings.store_id
    and store_status.observed_at = held_pings.observed_at
