-- The durations asked for: of a user's orders, or of what began in a time; with the day in --tz on
-- which they began.
-- grain: one row per order that had the first status
-- needs: seen_order_events, lifecycle, order_steps, order_states, order_durations
-- params: $wanted_user, $since, $until, $tz
with params as (
    select
        cast($wanted_user as text) as wanted_user,
        cast($since as timestamp) as since,
        cast($until as timestamp) as until,
        cast($tz as text) as tz
)

select
    order_durations.*,
    cast(utc_to_local(order_durations.from_at, params.tz) as date) as day
from order_durations
inner join order_states on order_durations.order_id = order_states.order_id
cross join params
where (params.wanted_user is null or order_states.user_id = params.wanted_user)
    and (params.since is null or order_durations.from_at >= params.since)
    and (params.until is null or order_durations.from_at < params.until)
