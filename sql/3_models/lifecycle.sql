-- The statuses of the lifecycle. is_checked: what may follow is written down, and is not nothing.
-- grain: one row per status
-- params: $statuses, $stuck_after_us, $initial_statuses, $success_statuses, $failure_statuses
-- params: $terminal_statuses, $checked_statuses
with listed as (
    select
        unnest(cast($statuses as text[])) as status,
        cast(generate_subscripts(cast($statuses as text[]), 1) as bigint) as status_position,
        cast(unnest(cast($stuck_after_us as text[])) as bigint) as stuck_after_us
)

select
    status,
    status_position,
    stuck_after_us,
    status = any(cast($initial_statuses as text[])) as is_initial,
    status = any(cast($success_statuses as text[])) as is_success,
    status = any(cast($failure_statuses as text[])) as is_failure,
    status = any(cast($terminal_statuses as text[])) as is_terminal,
    status = any(cast($checked_statuses as text[])) as is_checked
from listed
