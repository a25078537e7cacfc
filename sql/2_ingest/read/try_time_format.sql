-- Fails if a layout of times is none.
-- grain: one row
-- params: $time_format
select try_strptime('', cast($time_format as text)) as nothing
