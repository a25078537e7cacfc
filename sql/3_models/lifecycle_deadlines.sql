-- After each event of a status, one of others has to follow in time.
-- grain: one row per deadline
-- params: $deadline_names, $deadline_after, $deadline_within_us, $deadline_choices
-- $deadline_choices: the others, as they are printed.
select
    unnest(cast($deadline_names as text[])) as deadline,
    unnest(cast($deadline_after as text[])) as after_status,
    cast(unnest(cast($deadline_within_us as text[])) as bigint) as within_us,
    unnest(cast($deadline_choices as text[])) as choices
