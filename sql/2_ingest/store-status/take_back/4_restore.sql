-- An active ping counts again where nothing says inactive any more.
insert into store_status
select store_id, observed_at, status, load_id
from store_status_overruled
where not exists (
    select 1
    from store_status
    where store_status.store_id = store_status_overruled.store_id
        and store_status.observed_at = store_status_overruled.observed_at
)
order by observed_at, store_id
