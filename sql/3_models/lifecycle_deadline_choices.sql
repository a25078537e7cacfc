-- The statuses that meet a deadline.
-- grain: one row per deadline and status
-- params: $choice_deadlines, $choice_statuses
select
    unnest(cast($choice_deadlines as text[])) as deadline,
    unnest(cast($choice_statuses as text[])) as status
