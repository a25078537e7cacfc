-- Which status may follow which.
-- grain: one row per pair
-- params: $next_from, $next_to
select
    unnest(cast($next_from as text[])) as from_status,
    unnest(cast($next_to as text[])) as to_status
