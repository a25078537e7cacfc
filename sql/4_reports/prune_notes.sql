-- What a prune is about to do: the instant that was typed, and how many stores would be without a
-- ping afterwards. Such a store's last status is lost.
-- grain: one row
-- params: $before_local, $before_offset_us, $tz, $clock
with params as (
    select
        instant_of($before_local, $before_offset_us, $tz) as before_at,
        cast($clock as timestamp) as clock_at
),

last_pings as (
    select store_id, max(observed_at) as last_at
    from store_status
    group by store_id
),

pruned_stores as (
    select count(*) as store_count
    from last_pings
    cross join params
    where last_pings.last_at < params.before_at
)

select
    cast(params.before_at as text) as before_at,
    instant_text(params.before_at, 'UTC') as before_text,
    params.before_at > params.clock_at as is_future,
    pruned_stores.store_count
from params
cross join pruned_stores
