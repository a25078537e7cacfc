-- What the engine's zone data says of the zones in use, from two years before the clock to one
-- year after it. A zone it does not know has no offsets.
-- grain: one row per zone and week
-- params: $clock
-- example: ordstat doctor, checks zone-data and zones
with params as (
    select cast($clock as timestamp) as clock
),

zones as (
    select distinct time_zone from store_timezones
),

recognised as (
    select zones.time_zone, known.zone_name
    from zones
    left join known_zones() as known on zones.time_zone = known.zone_name
),

weeks as (
    select weeks.instant_at
    from params
    cross join lateral generate_series(
        params.clock - interval '2 years', params.clock + interval '1 year', interval '7 days'
    ) as weeks(instant_at)
),

offsets as (
    select
        recognised.time_zone,
        weeks.instant_at,
        us_between(weeks.instant_at, utc_to_local(weeks.instant_at, recognised.zone_name))
            / 60000000 as offset_minutes
    from recognised
    cross join weeks
)

select
    time_zone,
    instant_text(instant_at, 'UTC') as instant_at,
    offset_minutes
from offsets
order by time_zone, instant_at
