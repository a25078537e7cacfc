-- Pings as a bare read_csv takes them: no checks, no ledger, whatever the file has.
-- params: $path
create table store_status as
select store_id, timestamp_utc as observed_at, status, 1 as load_id
from read_csv(
    $path,
    header = true,
    auto_detect = false,
    delim = ',',
    columns = {'store_id': 'varchar', 'status': 'varchar', 'timestamp_utc': 'timestamp'}
)
