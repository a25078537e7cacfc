-- Whether the fast reader can vouch for a file: its rows, and those with quotes to look into.
-- grain: one row
-- params: $file_number
select
    count(*) as rows_staged,
    count(*) filter (where reject.reason = 'stray quote') as rows_in_doubt
from staged
where file_number = $file_number
