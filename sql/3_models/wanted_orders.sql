-- The orders asked for: by current status, by user, by when they were last updated.
-- grain: one row per order
-- needs: seen_order_events, lifecycle, order_steps, order_states
-- params: $wanted_statuses, $wanted_user, $since, $until
with params as (
    select
        cast($wanted_statuses as text[]) as wanted_statuses,
        cast($wanted_user as text) as wanted_user,
        cast($since as timestamp) as since,
        cast($until as timestamp) as until
)

select order_states.*
from order_states
cross join params
where (params.wanted_statuses is null or order_states.current_status = any(params.wanted_statuses))
    and (params.wanted_user is null or order_states.user_id = params.wanted_user)
    and (params.since is null or order_states.last_updated >= params.since)
    and (params.until is null or order_states.last_updated < params.until)
