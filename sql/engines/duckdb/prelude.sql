-- What a DuckDB session needs before any report or ingest: settings that make it count as
-- PostgreSQL does, and the helper functions that both engines have under the same names.
set integer_division = true;
set default_null_order = 'postgres';
set enable_progress_bar = true;
set enable_progress_bar_print = false;
-- Without these threads, memory that is free again stays with the process.
set allocator_background_threads = true;

-- Microseconds from one instant to another.
create or replace temp macro us_between(start_at, end_at) as
    epoch_us(end_at) - epoch_us(start_at);

-- An instant moved by microseconds.
create or replace temp macro plus_us(instant_at, us) as
    make_timestamp(epoch_us(instant_at) + us);

-- Half way between two instants; an odd microsecond goes to the earlier half.
create or replace temp macro middle_of(earlier_at, later_at) as
    plus_us(earlier_at, (us_between(earlier_at, later_at) + 1) // 2);

-- The wall clock of a zone at an instant.
create or replace temp macro utc_to_local(instant_at, zone_name) as
    timezone(zone_name, timezone('UTC', instant_at));

-- What the engine takes for the instant of a wall clock reading: in a gap it moves forward by the
-- gap, of two instants it takes the second.
create or replace temp macro local_to_utc_late(local_at, zone_name) as
    timezone('UTC', timezone(zone_name, local_at));

-- The same reading with the offset that was in force a day earlier.
create or replace temp macro local_to_utc_early(local_at, zone_name) as
    local_at - (
        (local_at - interval 1 day) - local_to_utc_late(local_at - interval 1 day, zone_name)
    );

-- The instant of a wall clock reading, as RFC 5545 has it: a reading that does not exist moves
-- forward by the gap, one that exists twice is the first of the two.
create or replace temp macro local_to_utc(local_at, zone_name) as
    case
        when utc_to_local(local_to_utc_early(local_at, zone_name), zone_name) = local_at
            then local_to_utc_early(local_at, zone_name)
        else local_to_utc_late(local_at, zone_name)
    end;

-- The instant of a time that was given with an offset, or without one on the clock of a zone.
create or replace temp macro instant_of(local_at, offset_us, zone_name) as
    case
        when cast(offset_us as bigint) is not null
            then plus_us(cast(local_at as timestamp), -cast(offset_us as bigint))
        else local_to_utc(cast(local_at as timestamp), cast(zone_name as text))
    end;

-- What stands for a unique id within a statement, where much is sorted and joined by it: its place
-- among all of them.
create or replace temp macro key_of(id) as
    cast(row_number() over (order by id) as integer);

-- 0 = Monday, as the hours file counts.
create or replace temp macro day_of_week(local_date) as
    cast(extract(isodow from local_date) as integer) - 1;

-- The part of [start_at, end_at) inside [window_start, window_end), in microseconds.
create or replace temp macro overlap_us(start_at, end_at, window_start, window_end) as
    greatest(0, us_between(greatest(start_at, window_start), least(end_at, window_end)));

-- A whole number of units, the half away from zero: 25 of 10 is 3. For non-negative amounts.
create or replace temp macro round_to_units(amount, unit) as
    cast(amount // unit + cast(2 * (amount % unit) >= unit as integer) as bigint);

-- Durations as they are printed. Rounding happens here and nowhere else.
create or replace temp macro in_minutes(us) as
    cast(round_to_units(us, 6000) as decimal(14, 0)) * cast(0.0001 as decimal(4, 4));
create or replace temp macro in_hours(us) as
    cast(round_to_units(us, 360000) as decimal(14, 0)) * cast(0.0001 as decimal(4, 4));
create or replace temp macro in_seconds(us) as
    cast(cast(us as decimal(24, 0)) * cast(0.000001 as decimal(7, 6)) as decimal(24, 6));
create or replace temp macro in_percent(part, whole) as
    cast(
        round_to_units(10000 * cast(part as hugeint), whole) * cast(0.01 as decimal(3, 2))
        as decimal(9, 2)
    );

-- Of the values of a group the one at the highest place that is known.
create or replace temp macro latest_known(value, place) as
    arg_max(value, place);

-- The value below which a share of a sorted list lies, between two values in proportion, rounded to
-- a whole one. For non-negative values.
create or replace temp macro percentile_of(sorted_values, value_count, percent) as
    sorted_values[1 + (value_count - 1) * percent // 100]
    + round_to_units(
        (
            sorted_values[least(value_count, 2 + (value_count - 1) * percent // 100)]
            - sorted_values[1 + (value_count - 1) * percent // 100]
        ) * ((value_count - 1) * percent % 100),
        100
    );

-- Z, or +05:30 of an offset in microseconds.
create or replace temp macro offset_text(offset_us) as
    case
        when offset_us = 0 then 'Z'
        else case when offset_us < 0 then '-' else '+' end
            || lpad(cast(abs(offset_us) // 3600000000 as text), 2, '0')
            || ':'
            || lpad(cast(abs(offset_us) // 60000000 % 60 as text), 2, '0')
    end;

-- RFC 3339 with the offset of a zone, the fraction only when it is not zero. UTC needs no look at
-- the zone data, which takes several times as long.
create or replace temp macro instant_text(instant_at, zone_name) as
    case
        when zone_name = 'UTC'
            then cast(cast(instant_at as date) as text)
                || 'T' || cast(cast(instant_at as time) as text) || 'Z'
        else replace(cast(utc_to_local(instant_at, zone_name) as text), ' ', 'T')
            || offset_text(us_between(instant_at, utc_to_local(instant_at, zone_name)))
    end;

-- The text of a number with decimals, without zeros that say nothing.
create or replace temp macro without_zeros(text) as
    case when text like '%0' then rtrim(rtrim(text, '0'), '.') else text end;

-- An exact number as people write it: 7200, not 7200.000000. What fits into 64 bits is written
-- several times as fast.
create or replace temp macro seconds_text(seconds) as
    case
        when seconds between -99999999999 and 99999999999
            then without_zeros(cast(cast(seconds as decimal(18, 6)) as text))
        else without_zeros(cast(seconds as text))
    end;

-- An amount of money: at least two decimals.
create or replace temp macro amount_text(amount) as
    regexp_replace(cast(amount as text), '0{1,2}$', '');

-- An instant as typed file formats know it.
create or replace temp macro as_instant(instant_at) as
    timezone('UTC', instant_at);

-- Zones every engine means the same by: IANA Area/City names and UTC.
create or replace temp macro known_zones() as table
    select name as zone_name
    from pg_timezone_names()
    where name = 'UTC' or (name like '%/%' and not regexp_matches(name, '^(SystemV/|Etc/GMT[+-])'));

-- Bytes in hexadecimal.
create or replace temp macro hex_of(bytes) as
    lower(hex(bytes));

-- How many bytes to change to make one text the other.
create or replace temp macro edit_distance(one, other) as
    levenshtein(one, other);
