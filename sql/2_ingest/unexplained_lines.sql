-- Lines of a file that hold a reject whose text is still to be fetched from the file.
-- grain: one row per line
-- params: $file_number, $first_line
select coalesce(line_number, rowid + $first_line) as line_number
from staged
where reject is not null and raw_line is null and file_number = $file_number
order by 1
