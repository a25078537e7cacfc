-- Fills it from the pings held.
insert into store_weeks
select
    store_id,
    date_trunc('week', observed_at),
    min(observed_at),
    max(observed_at),
    latest_known(status, observed_at)
from store_status
group by store_id, date_trunc('week', observed_at)
