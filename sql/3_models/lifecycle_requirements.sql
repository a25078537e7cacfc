-- Which status an order must have had before which.
-- grain: one row per pair
-- params: $requires_status, $required_status
select
    unnest(cast($requires_status as text[])) as status,
    unnest(cast($required_status as text[])) as required_status
