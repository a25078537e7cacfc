-- The times a user typed, as instants and as a day.
-- grain: one row
-- params: $clock, $as_of_mode, $as_of_local, $as_of_offset_us, $tz, $day, $day_word
-- params: $from_local, $from_offset_us, $to_local, $to_offset_us
-- today and yesterday are days of as_of where it was given, else of the clock.
with params as (
    select
        cast($clock as timestamp) as clock,
        cast($as_of_mode as text) as as_of_mode,
        instant_of($as_of_local, $as_of_offset_us, $tz) as as_of_given,
        instant_of($from_local, $from_offset_us, $tz) as from_given,
        instant_of($to_local, $to_offset_us, $tz) as to_given,
        cast($day as date) as day_given,
        cast($day_word as text) as day_word,
        cast($tz as text) as tz
)

select
    clock,
    as_of_mode,
    as_of_given,
    from_given,
    to_given,
    tz,
    case day_word
        when 'today' then cast(utc_to_local(coalesce(as_of_given, clock), tz) as date)
        when 'yesterday' then cast(utc_to_local(coalesce(as_of_given, clock), tz) as date) - 1
        else day_given
    end as day_date
from params
