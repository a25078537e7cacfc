-- The helper functions of sql/engines/duckdb/prelude.sql, under the same names and with the same
-- results. They are kept beside the tables. Nearly all are single expressions, which PostgreSQL
-- puts into the statement that uses them. What reads zone data or prints is stable, the rest is
-- immutable. Statements end in a semicolon and an empty line.

-- Microseconds from one instant to another.
create or replace function us_between(start_at timestamp, end_at timestamp) returns bigint
language sql immutable parallel safe
return cast(extract(epoch from end_at - start_at) * 1000000 as bigint);

-- An instant moved by microseconds: by whole days and by the rest, both of which are exact.
create or replace function plus_us(instant_at timestamp, us bigint) returns timestamp
language sql immutable parallel safe
return instant_at
    + (us / 86400000000) * interval '1 day'
    + (us % 86400000000) * interval '1 microsecond';

-- Half way between two instants; an odd microsecond goes to the earlier half.
create or replace function middle_of(earlier_at timestamp, later_at timestamp) returns timestamp
language sql immutable parallel safe
return plus_us(earlier_at, (us_between(earlier_at, later_at) + 1) / 2);

-- The wall clock of a zone at an instant.
create or replace function utc_to_local(instant_at timestamp, zone_name text) returns timestamp
language sql stable parallel safe
return timezone(zone_name, timezone('UTC', instant_at));

-- What the engine takes for the instant of a wall clock reading: in a gap it moves forward by the
-- gap, of two instants it takes the second.
create or replace function local_to_utc_late(local_at timestamp, zone_name text) returns timestamp
language sql stable parallel safe
return timezone('UTC', timezone(zone_name, local_at));

-- The same reading with the offset that was in force a day earlier.
create or replace function local_to_utc_early(local_at timestamp, zone_name text) returns timestamp
language sql stable parallel safe
return local_at - (
    (local_at - interval '1 day') - local_to_utc_late(local_at - interval '1 day', zone_name)
);

-- The instant of a wall clock reading, as RFC 5545 has it: a reading that does not exist moves
-- forward by the gap, one that exists twice is the first of the two.
create or replace function local_to_utc(local_at timestamp, zone_name text) returns timestamp
language sql stable parallel safe
return case
    when utc_to_local(local_to_utc_early(local_at, zone_name), zone_name) = local_at
        then local_to_utc_early(local_at, zone_name)
    else local_to_utc_late(local_at, zone_name)
end;

-- The instant of a time that was given with an offset, or without one on the clock of a zone.
create or replace function instant_of(local_at timestamp, offset_us bigint, zone_name text)
returns timestamp
language sql stable parallel safe
return case
    when offset_us is not null then plus_us(local_at, -offset_us)
    else local_to_utc(local_at, zone_name)
end;

-- What stands for a unique id within a statement: the id itself.
create or replace function key_of(id text) returns text
language sql immutable parallel safe
return id;

-- 0 = Monday, as the hours file counts.
create or replace function day_of_week(local_date date) returns integer
language sql immutable parallel safe
return cast(extract(isodow from local_date) as integer) - 1;

-- The part of [start_at, end_at) inside [window_start, window_end), in microseconds.
create or replace function overlap_us(
    start_at timestamp, end_at timestamp, window_start timestamp, window_end timestamp
) returns bigint
language sql immutable parallel safe
return greatest(0, us_between(greatest(start_at, window_start), least(end_at, window_end)));

-- A whole number of units, the half away from zero: 25 of 10 is 3. For non-negative amounts.
create or replace function round_to_units(amount numeric, unit numeric) returns bigint
language sql immutable parallel safe
return cast(div(2 * amount + unit, nullif(2 * unit, 0)) as bigint);

-- Durations as they are printed. Rounding happens here and nowhere else.
create or replace function in_minutes(us numeric) returns numeric
language sql immutable parallel safe
return cast(round_to_units(us, 6000) * 0.0001 as numeric(18, 4));

create or replace function in_hours(us numeric) returns numeric
language sql immutable parallel safe
return cast(round_to_units(us, 360000) * 0.0001 as numeric(18, 4));

create or replace function in_seconds(us numeric) returns numeric
language sql immutable parallel safe
return cast(us * 0.000001 as numeric(24, 6));

create or replace function in_percent(part numeric, whole numeric) returns numeric
language sql immutable parallel safe
return cast(round_to_units(10000 * part, whole) * 0.01 as numeric(9, 2));

-- Of the values of a group the one at the highest place that is known. The state has the place and
-- the value, as text.
create or replace function later_known(known text[], value text, place bigint) returns text[]
language plpgsql immutable parallel safe
as $$
begin
    if value is null or place is null or cast(known[1] as bigint) >= place then
        return known;
    end if;
    return array[cast(place as text), value];
end
$$;

create or replace function later_known(known text[], value numeric, place bigint) returns text[]
language plpgsql immutable parallel safe
as $$
begin
    return later_known(known, cast(value as text), place);
end
$$;

create or replace function later_known(known text[], value text, place timestamp) returns text[]
language plpgsql immutable parallel safe
as $$
begin
    return later_known(known, value, us_between(timestamp '1970-01-01', place));
end
$$;

create or replace function known_text(known text[]) returns text
language sql immutable parallel safe
return known[2];

create or replace function known_numeric(known text[]) returns numeric
language sql immutable parallel safe
return cast(known[2] as numeric);

create or replace aggregate latest_known(value text, place bigint) (
    sfunc = later_known, stype = text[], finalfunc = known_text, parallel = safe
);

create or replace aggregate latest_known(value numeric, place bigint) (
    sfunc = later_known, stype = text[], finalfunc = known_numeric, parallel = safe
);

create or replace aggregate latest_known(value text, place timestamp) (
    sfunc = later_known, stype = text[], finalfunc = known_text, parallel = safe
);

-- The value below which a share of a sorted list lies, between two values in proportion, rounded to
-- a whole one. For non-negative values.
create or replace function percentile_of(
    sorted_values bigint[], value_count bigint, percent integer
) returns bigint
language sql immutable parallel safe
return sorted_values[cast(1 + (value_count - 1) * percent / 100 as integer)]
    + round_to_units(
        cast(
            sorted_values[
                cast(least(value_count, 2 + (value_count - 1) * percent / 100) as integer)
            ] - sorted_values[cast(1 + (value_count - 1) * percent / 100 as integer)]
            as numeric
        ) * ((value_count - 1) * percent % 100),
        100
    );

-- Z, or +05:30 of an offset in microseconds.
create or replace function offset_text(offset_us bigint) returns text
language sql immutable parallel safe
return case
    when offset_us = 0 then 'Z'
    else case when offset_us < 0 then '-' else '+' end
        || lpad(cast(abs(offset_us) / 3600000000 as text), 2, '0')
        || ':'
        || lpad(cast(abs(offset_us) / 60000000 % 60 as text), 2, '0')
end;

-- RFC 3339 with the offset of a zone, the fraction only when it is not zero.
create or replace function instant_text(instant_at timestamp, zone_name text) returns text
language sql stable parallel safe
return case
    when zone_name = 'UTC' then replace(cast(instant_at as text), ' ', 'T') || 'Z'
    else replace(cast(utc_to_local(instant_at, zone_name) as text), ' ', 'T')
        || offset_text(us_between(instant_at, utc_to_local(instant_at, zone_name)))
end;

-- The text of a number with decimals, without zeros that say nothing.
create or replace function without_zeros(number_text text) returns text
language sql immutable parallel safe
return case
    when number_text like '%0' then rtrim(rtrim(number_text, '0'), '.') else number_text
end;

-- An exact number as people write it: 7200, not 7200.000000.
create or replace function seconds_text(seconds numeric) returns text
language sql immutable parallel safe
return without_zeros(cast(cast(seconds as numeric(24, 6)) as text));

-- An amount of money: at least two decimals.
create or replace function amount_text(amount numeric) returns text
language sql immutable parallel safe
return regexp_replace(cast(cast(amount as numeric(18, 4)) as text), '0{1,2}$', '');

-- An instant as typed file formats know it.
create or replace function as_instant(instant_at timestamp) returns timestamptz
language sql immutable parallel safe
return timezone('UTC', instant_at);

-- Zones every engine means the same by: IANA Area/City names and UTC.
create or replace function known_zones() returns table (zone_name text)
language sql stable parallel safe
begin atomic
select name
from pg_timezone_names
where name = 'UTC' or (name like '%/%' and name !~ '^(SystemV/|Etc/GMT[+-]|posix/|right/)');
end;

-- Bytes in hexadecimal.
create or replace function hex_of(bytes bytea) returns text
language sql immutable parallel safe
return encode(bytes, 'hex');

-- How many bytes to change to make one text the other (Levenshtein): row by row of the table of the
-- distances between their beginnings.
create or replace function edit_distance(one text, other text) returns bigint
language plpgsql stable parallel safe
as $$
declare
    one_bytes bytea := convert_to(one, 'UTF8');
    other_bytes bytea := convert_to(other, 'UTF8');
    above bigint[] := array(select generate_series(0, length(other_bytes)));
    distances bigint[];
    change bigint;
begin
    if one is null or other is null then
        return null;
    end if;
    for place in 1..length(one_bytes) loop
        distances := array[place];
        for other_place in 1..length(other_bytes) loop
            change := case
                when get_byte(one_bytes, place - 1) = get_byte(other_bytes, other_place - 1) then 0
                else 1
            end;
            distances[other_place + 1] := least(
                distances[other_place] + 1,
                above[other_place + 1] + 1,
                above[other_place] + change
            );
        end loop;
        above := distances;
    end loop;
    return above[length(other_bytes) + 1];
end
$$;
