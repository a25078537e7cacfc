-- Takes held active pings out that lost to an inactive one of this file.
delete from store_status
using contents
where contents.held_status = 'active'
    and contents.inactive_rows > 0
    and store_status.store_id = contents.store_id
    and store_status.observed_at = contents.observed_at
