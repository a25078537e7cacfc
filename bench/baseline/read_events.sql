-- Events as a bare read_csv takes them: no checks, no ledger, whatever the file has.
-- params: $path
create table events as
select user_id, event_type, "timestamp" as occurred_at, cast(null as text) as event_id, 1 as load_id
from read_csv(
    $path,
    header = true,
    auto_detect = false,
    delim = ',',
    columns = {'user_id': 'varchar', 'event_type': 'varchar', 'timestamp': 'timestamp'}
)
