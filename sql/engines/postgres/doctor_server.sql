-- What reports and loads depend on of a server. clock_ms: its clock in milliseconds since 1970.
-- grain: one row
-- example: ordstat doctor, check server
select
    split_part(current_setting('server_version'), ' ', 1) as version,
    current_setting('server_encoding') as encoding,
    cast(extract(epoch from clock_timestamp()) * 1000 as bigint) as clock_ms
