-- How the text of input files becomes values. Files are always read by DuckDB, whatever engine
-- holds the tables. What can't be read with certainty is null, and its row a reject.

-- A date and a time of day in full: 2024-10-15 08:00[:00[.123456789]], with a space or a T.
-- The engine's own cast would also take 2024-1-5, 24:00:00, infinity and epoch.
create or replace temp macro is_full_time(value) as
    regexp_full_match(
        value,
        '\d{4}-\d{2}-\d{2}[ T]([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,9})?)?'
    );

-- A full time as a wall clock reading; digits beyond the microsecond are cut off.
create or replace temp macro full_time(value) as
    case
        when is_full_time(value) and value not like '0000%'
            then try_cast(left(value, 26) as timestamp)
    end;

-- The offset at the end of a time in microseconds: +05:30, +0530, +05.
create or replace temp macro offset_us(value) as
    (case when regexp_extract(value, '([+-])\d\d:?(\d\d)?$', 1) = '-' then -1 else 1 end)
    * (
        cast(regexp_extract(value, '[+-](\d\d):?(\d\d)?$', 1) as bigint) * 3600000000
        + cast('0' || regexp_extract(value, '[+-](\d\d):?(\d\d)?$', 2) as bigint) * 60000000
    );

create or replace temp macro is_offset_time(value) as
    regexp_full_match(value, '.{16,29} ?[+-](0\d|1[0-8])(:?[0-5]\d)?');

create or replace temp macro without_offset(value) as
    regexp_replace(value, ' ?[+-]\d\d(:?\d\d)?$', '');

-- Seconds (10 digits, with or without a fraction), milliseconds (13) or microseconds (16).
create or replace temp macro is_epoch(value) as
    regexp_full_match(value, '\d{10}(\.\d{1,9})?|\d{13}|\d{16}');

create or replace temp macro epoch_time(value) as
    make_timestamp(
        case
            when value like '__________.%' then
                cast(left(value, 10) as bigint) * 1000000
                + cast(left(rpad(substr(value, 12), 6, '0'), 6) as bigint)
            else cast(rpad(value, 16, '0') as bigint)
        end
    );

-- A text in a layout of strptime's. A year of two digits read as %Y would be one of antiquity.
create or replace temp macro layout_time(value, time_format) as
    case
        when cast(try_strptime(value, time_format) as timestamp) >= timestamp '1000-01-01'
            then cast(try_strptime(value, time_format) as timestamp)
    end;

-- A full time that ends in Z or UTC, or in nothing where that means UTC: nearly all files have it.
-- The engine's cast of such a text is exact, and far faster than a look at its parts.
create or replace temp macro utc_time(value, input_tz) as
    case
        when case
            when input_tz = 'UTC' then regexp_full_match(
                value,
                '[12]\d{3}-\d\d-\d\d[ T]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?(Z| UTC)?'
            )
            else regexp_full_match(
                value,
                '[12]\d{3}-\d\d-\d\d[ T]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?(Z| UTC)'
            )
        end
            then try_cast(value as timestamp)
    end;

-- The instant of a time that may also have an offset, be cut, or be a number.
create or replace temp macro any_time(value, input_tz) as
    case
        when value like '%Z' then full_time(left(value, -1))
        when value like '% UTC' then full_time(left(value, -4))
        when is_full_time(value) then local_to_utc(full_time(value), input_tz)
        when is_offset_time(value) then
            full_time(without_offset(value)) - to_microseconds(offset_us(value))
        when is_epoch(value) then epoch_time(value)
    end;

-- The instant of a text in a layout.
create or replace temp macro layout_instant(value, input_tz, time_format) as
    case
        when contains(time_format, '%z') then layout_time(value, time_format)
        else local_to_utc(layout_time(value, time_format), input_tz)
    end;

-- The instant a text means, with or without spaces around it. Without an offset it is read in
-- input_tz. With a time_format (strptime's) only that layout is read; its %z makes the instant
-- complete.
create or replace temp macro parse_instant(value, input_tz, time_format) as
    case
        when time_format is not null
            then coalesce(
                layout_instant(value, input_tz, time_format),
                layout_instant(trim(value), input_tz, time_format)
            )
        when utc_time(value, input_tz) is not null then utc_time(value, input_tz)
        else any_time(trim(value), input_tz)
    end;

-- Whether a time was given finer than it is kept: a digit after the sixth of the fraction is not 0.
-- That is the 27th character of a full time and the 18th of an epoch.
create or replace temp macro is_finer_than_kept(value) as
    case
        when value like '%Z' and strlen(value) <= 27 then false
        when value like '% UTC' and strlen(value) <= 30 then false
        when substr(value, 27, 1) between '0' and '9'
            or (substr(value, 11, 1) = '.' and length(value) > 17)
            then regexp_matches(value, '\.\d{6}\d*[1-9]')
        else false
    end;

-- active or inactive.
create or replace temp macro parse_status(value) as
    case
        when value in ('active', 'inactive') then value
        when lower(trim(value)) in ('active', 'up', 'open', 'online') then 'active'
        when lower(trim(value)) in ('inactive', 'down', 'closed', 'offline') then 'inactive'
    end;

-- 0 = Monday to 6.
create or replace temp macro parse_day_of_week(value) as
    case when regexp_full_match(value, '[0-6]') then cast(value as integer) end;

-- A time of day; 24:00 only where a shift may end.
create or replace temp macro parse_local_time(value) as
    case
        when regexp_full_match(value, '([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?')
            then try_cast(
                lpad(split_part(value, ':', 1), 2, '0') || substr(value, strpos(value, ':'))
                || case when value like '%:%:%' then '' else ':00' end
                as time
            )
        when regexp_full_match(value, '24:00(:00(\.0{1,6})?)?') then time '24:00:00'
    end;

-- Whether an id looks like a number that a spreadsheet has rounded: 8.13E+018, 257000000000000.0.
create or replace temp macro is_rounded_number(value) as
    case
        when value like '%E+%' or value like '%.0'
            then regexp_full_match(value, '\d(\.\d+)?E\+\d+|\d+\.0')
        else false
    end;

-- The letters and digits of the name of a kind of event, in lower case: payment.failed,
-- PAYMENT_FAILED and PaymentFailed are one.
create or replace temp macro folded_kind(value) as
    regexp_replace(lower(value), '[^\p{L}\p{N}]', '', 'g');

create or replace temp macro folded_position(value, kinds) as
    list_position(list_transform(kinds, lambda kind: folded_kind(kind)), folded_kind(value));

-- The same for the longest end of com.acme.OrderCreated or com.acme.order.created that is known. A
-- single word in small letters is no end: payment.completed is not COMPLETED.
create or replace temp macro end_position(value, kinds) as
    list_filter(
        list_transform(
            range(2, len(string_split(value, '.')) + 1),
            lambda start: case
                when start < len(string_split(value, '.'))
                    or not regexp_full_match(string_split(value, '.')[start], '\s*\p{Ll}*\s*')
                    then folded_position(
                        array_to_string(string_split(value, '.')[start:], '.'), kinds
                    )
            end
        ),
        lambda place: place is not null
    )[1];

-- Where in a list of names the kind of an event is: as it is written, folded, or by its end.
create or replace temp macro kind_position(value, kinds) as
    coalesce(
        list_position(cast(kinds as text[]), value),
        folded_position(value, cast(kinds as text[])),
        case when contains(value, '.') then end_position(value, cast(kinds as text[])) end
    );

-- Whether only the end of a kind's name is known.
create or replace temp macro is_known_by_end(value, kinds) as
    case
        when contains(value, '.')
            then coalesce(
                list_position(cast(kinds as text[]), value),
                folded_position(value, cast(kinds as text[]))
            ) is null
        else false
    end;

-- An amount of money to 4 decimals, the half away from zero.
create or replace temp macro parse_amount(value) as
    case
        when regexp_full_match(trim(value), '-?\d{1,14}(\.\d+)?([eE][+-]?\d{1,3})?')
            then try_cast(trim(value) as decimal(18, 4))
    end;

-- Whether an amount was given finer than it is kept.
create or replace temp macro is_finer_amount(value) as
    coalesce(regexp_matches(value, '\.\d{4}\d*[1-9]|[eE]-'), false);

-- Null, empty or only spaces.
create or replace temp macro is_blank(value) as
    case
        when value is null or value = '' then true
        when value like ' %' then trim(value) = ''
        else false
    end;

-- Text, unless it is blank.
create or replace temp macro null_if_blank(value) as
    case when not is_blank(value) then value end;

-- Text, or nothing where it is blank.
create or replace temp macro given_or_empty(value) as
    coalesce(null_if_blank(value), '');
