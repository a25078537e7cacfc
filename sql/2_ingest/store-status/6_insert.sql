-- Adds what is new, in order of time.
-- params: $load_id
insert into store_status
select
    store_id,
    observed_at,
    case when inactive_rows > 0 then 'inactive' else 'active' end,
    $load_id
from incoming_pings
where held_status is null or (held_status = 'active' and is_inactive_fresh)
order by observed_at, store_id
