-- Whether the fast reader can vouch for a file: its rows and bytes, and the rows in doubt.
-- grain: one row
-- params: $file_number
select
    count(*) as rows_staged,
    coalesce(sum(record_bytes), 0) as bytes_staged,
    count(*) filter (where reject.reason = 'unclear') as rows_in_doubt
from staged
where file_number = $file_number
