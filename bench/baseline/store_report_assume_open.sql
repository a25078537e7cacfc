-- What `ordstat store-report --as-of X` prints, written by hand for DuckDB and for speed alone.
-- grain: one row per store
-- params: $as_of
-- Times are microseconds. Stores and schedules get numbers, and what is to be sorted is packed into
-- one integer, number * 2^42 + time, so that windows over whole sorted inputs can stream.
with params as (
    select
        cast($as_of as timestamp) as as_of,
        epoch_us(as_of) as as_of_us,
        as_of_us - 3600000000 as hour_us,
        as_of_us - 86400000000 as day_us,
        as_of_us - 7 * 86400000000 as week_us,
        as_of_us - 23 * 86400000000 as reach_us,
        as_of_us - 30 * 86400000000 as zero_us
),

pinged_stores as (
    select
        store_id,
        count(*) filter (where observed_at >= cast($as_of as timestamp) - interval 7 days)
            as ping_count
    from store_status
    where observed_at <= cast($as_of as timestamp)
    group by store_id
),

-- A fact is store_number * 2^42 + 2 * (time - reach + 1), and 1 more where the store goes down.
stores as materialized (
    select
        store_id,
        ping_count,
        row_number() over () as store_number,
        (store_number << 42) - (epoch_us(cast($as_of as timestamp) - interval 23 days) - 1) * 2
            as fact_base
    from pinged_stores
),

-- Hours are opening time in the week * 2^40 + length.
hours_by_store as (
    select
        store_id,
        list(
            (cast(day_of_week * 86400000000 + epoch_us(opens_local) as hugeint) << 40)
            + epoch_us(closes_local) - epoch_us(opens_local)
            + case when closes_local <= opens_local then 86400000000 else 0 end
        ) as hours
    from store_hours
    group by store_id
),

-- Stores with the same hours in the same zone share one schedule.
schedules as materialized (
    select
        coalesce(
            list_sort(hours_by_store.hours),
            list_transform(
                range(7), lambda day: (cast(day * 86400000000 as hugeint) << 40) + 86400000000
            )
        ) as hours,
        coalesce(store_timezones.time_zone, 'UTC') as time_zone,
        list(stores.store_number) as store_numbers,
        row_number() over () as schedule_number
    from stores
    left join hours_by_store on hours_by_store.store_id = stores.store_id
    left join store_timezones on store_timezones.store_id = stores.store_id
    group by 1, 2
),

store_schedules as materialized (
    select schedule_number, time_zone, unnest(store_numbers) as store_number
    from schedules
),

zone_midnights as (
    select
        zones.time_zone,
        unnest(generate_series(
            date_trunc(
                'day',
                timezone(zones.time_zone, timezone('UTC', params.as_of - interval 7 days))
            ) - interval 16 days,
            date_trunc('day', timezone(zones.time_zone, timezone('UTC', params.as_of)))
            + interval 2 days,
            interval 1 day
        )) as midnight
    from (select distinct time_zone from schedules) as zones
    cross join params
),

-- Of an hour that is there twice the first counts: it has the offset of the day before.
zone_offsets as (
    select
        time_zone,
        midnight,
        midnight - interval 1 day - timezone('UTC', timezone(time_zone, midnight - interval 1 day))
            as early_offset,
        case
            when timezone(time_zone, timezone('UTC', midnight - early_offset)) = midnight
                then epoch_us(midnight) - epoch_us(midnight - early_offset)
            else epoch_us(midnight) - epoch_us(timezone(time_zone, midnight))
        end as offset_us
    from zone_midnights
),

zone_days as (
    select
        time_zone,
        isodow(midnight) - 1 as day_of_week,
        epoch_us(midnight) as midnight_us,
        offset_us,
        offset_us = lead(offset_us, 2) over (partition by time_zone order by midnight) as is_steady
    from zone_offsets
    qualify is_steady is not null
),

weekly_shifts as (
    select
        schedule_number,
        time_zone,
        unnest(hours) as packed_hours,
        cast(packed_hours >> 40 as bigint) as opens_in_week_us,
        cast(packed_hours & 1099511627775 as bigint) as length_us
    from schedules
),

local_shifts as (
    select
        weekly_shifts.schedule_number,
        weekly_shifts.time_zone,
        zone_days.is_steady,
        zone_days.offset_us,
        zone_days.midnight_us + weekly_shifts.opens_in_week_us % 86400000000 as local_opens_us,
        local_opens_us + weekly_shifts.length_us as local_closes_us,
        make_timestamp(local_opens_us - 86400000000) as day_before_opens,
        make_timestamp(local_closes_us - 86400000000) as day_before_closes
    from weekly_shifts
    inner join zone_days
        on zone_days.time_zone = weekly_shifts.time_zone
        and zone_days.day_of_week = weekly_shifts.opens_in_week_us // 86400000000
),

early_shifts as (
    select
        *,
        case
            when is_steady then local_opens_us - offset_us
            else 86400000000 + epoch_us(timezone(time_zone, day_before_opens))
        end as early_opens_us,
        case
            when is_steady then local_closes_us - offset_us
            else 86400000000 + epoch_us(timezone(time_zone, day_before_closes))
        end as early_closes_us
    from local_shifts
),

shifts as (
    select
        schedule_number,
        case
            when is_steady then early_opens_us
            when epoch_us(timezone(time_zone, timezone('UTC', make_timestamp(early_opens_us))))
                = local_opens_us then early_opens_us
            else epoch_us(timezone(time_zone, make_timestamp(local_opens_us)))
        end as opens_us,
        case
            when is_steady then early_closes_us
            when epoch_us(timezone(time_zone, timezone('UTC', make_timestamp(early_closes_us))))
                = local_closes_us then early_closes_us
            else epoch_us(timezone(time_zone, make_timestamp(local_closes_us)))
        end as closes_us
    from early_shifts
),

sorted_shifts as (
    select
        (schedule_number << 42) + opens_us - params.zero_us as opens_key,
        (schedule_number << 42) + closes_us - params.zero_us as closes_key
    from shifts
    cross join params
    where closes_us > opens_us and opens_us < params.as_of_us
    order by opens_key
),

shifts_with_reach as (
    select
        opens_key,
        max(closes_key) over (rows between unbounded preceding and current row) as reach_key
    from sorted_shifts
),

shifts_with_previous as (
    select
        opens_key,
        reach_key,
        lag(reach_key, 1, 0) over () as previous_closes_key
    from shifts_with_reach
),

-- Overlapping and touching shifts joined; the first of a schedule begins after all of the last.
joined_shifts as (
    select
        opens_key,
        previous_closes_key,
        coalesce(
            lead(previous_closes_key) over (),
            (select max(reach_key) from shifts_with_reach)
        ) as closes_key
    from shifts_with_previous
    where opens_key > previous_closes_key
),

opening_shifts as (
    select
        opens_key >> 42 as schedule_number,
        opens_key,
        (opens_key & 4398046511103) + zero_us as opens_us,
        (closes_key & 4398046511103) + zero_us as closes_us,
        opens_key > previous_closes_key + 60000000
        and opens_us >= week_us - 14 * 86400000000 as is_opening,
        greatest(least(closes_us, as_of_us) - greatest(opens_us, week_us), 0) as open_us
    from joined_shifts
    cross join params
),

-- resumes_key: the next shift, if it does not open the store anew. open_sum: the opening time of
-- this and all earlier shifts and schedules.
counted_shifts as materialized (
    select
        schedule_number,
        opens_key,
        opens_us,
        closes_us,
        is_opening,
        open_us,
        case
            when lead(opens_key >> 42) over () = schedule_number and not lead(is_opening) over ()
                then lead(opens_us) over ()
        end as resumes_us,
        is_opening and not coalesce(
            lead(opens_key >> 42) over () = schedule_number
            and lead(is_opening) over ()
            and lead(opens_us) over () <= epoch_us(cast($as_of as timestamp) - interval 7 days),
            false
        ) as is_last_opening,
        cast(sum(open_us) over (rows between unbounded preceding and current row) as bigint)
            as open_sum
    from opening_shifts
),

window_times as materialized (
    select
        counted_shifts.schedule_number,
        max(counted_shifts.open_sum) as end_sum,
        cast(
            sum(greatest(least(closes_us, as_of_us) - greatest(opens_us, hour_us), 0)) as bigint
        ) as hour_open_us,
        cast(
            sum(greatest(least(closes_us, as_of_us) - greatest(opens_us, day_us), 0)) as bigint
        ) as day_open_us,
        cast(sum(open_us) as bigint) as week_open_us
    from counted_shifts
    cross join params
    group by counted_shifts.schedule_number
),

-- Two silent hours always begin in one hour with a ping and end in a later one.
heard_hours as (
    select
        min(epoch_us(observed_at)) as first_us,
        max(epoch_us(observed_at)) as last_us
    from store_status
    where observed_at >= cast($as_of as timestamp) - interval 7 days
        and observed_at <= cast($as_of as timestamp)
    group by epoch_us(observed_at) // 3600000000
    union all
    select
        coalesce(epoch_us(max(observed_at)), any_value(params.week_us)) as first_us,
        first_us
    from params
    left join store_status
        on store_status.observed_at < cast($as_of as timestamp) - interval 7 days
    union all
    select as_of_us, as_of_us from params
),

silences as (
    select
        greatest(lag(last_us) over in_time, params.week_us) as starts_us,
        first_us as ends_us
    from heard_hours
    cross join params
    window in_time as (order by first_us, last_us)
    qualify first_us > lag(last_us) over in_time + 7200000000
),

unobserved_times as (
    select
        counted_shifts.schedule_number,
        cast(
            sum(
                greatest(
                    least(closes_us, as_of_us, ends_us) - greatest(opens_us, week_us, starts_us), 0
                )
            ) as bigint
        ) as unobserved_us
    from counted_shifts
    cross join params
    cross join silences
    group by counted_shifts.schedule_number
),

-- Pings that can decide, the last one before them, and openings.
facts as (
    select
        stores.fact_base
        + epoch_us(store_status.observed_at) * 2
        + cast(store_status.status = 'inactive' as bigint) as fact
    from store_status
    left join stores on stores.store_id = store_status.store_id
    where store_status.observed_at >= cast($as_of as timestamp) - interval 23 days
        and store_status.observed_at <= cast($as_of as timestamp)
    union all
    select (stores.store_number << 42) + cast(old_pings.status = 'inactive' as bigint)
    from (
        select store_id, arg_max(status, observed_at) as status
        from store_status
        where observed_at < cast($as_of as timestamp) - interval 23 days
        group by store_id
    ) as old_pings
    inner join stores on stores.store_id = old_pings.store_id
    union all
    select stores.fact_base + counted_shifts.opens_us * 2
    from counted_shifts
    inner join store_schedules
        on store_schedules.schedule_number = counted_shifts.schedule_number
    inner join stores on stores.store_number = store_schedules.store_number
    where counted_shifts.is_last_opening
),

sorted_facts as (
    select fact from facts
    order by fact
),

facts_with_neighbours as (
    select
        fact,
        lag(fact, 1, 0) over () as previous_fact,
        lead(fact, 1, 0) over () as next_fact
    from sorted_facts
),

-- direction: -1 where a store goes down, 1 where it comes up again.
changes as (
    select
        fact >> 42 as store_number,
        (fact & 4398046511103) // 2 + params.reach_us - 1 as changed_us,
        case
            when next_fact >> 42 = fact >> 42
                then (next_fact & 4398046511103) // 2 + params.reach_us - 1
            else params.as_of_us
        end as next_us,
        1 - 2 * (fact & 1) as direction
    from facts_with_neighbours
    cross join params
    where fact & 1 <> case when previous_fact >> 42 = fact >> 42 then previous_fact & 1 else 0 end
),

-- A ping in a break that does not open the store anew says nothing, nor does one before the first
-- shift, unless it is the one from before all that can decide.
placed_changes as materialized (
    select
        changes.store_number,
        store_schedules.schedule_number,
        changes.changed_us,
        changes.next_us,
        changes.direction,
        shifts.opens_us,
        shifts.closes_us,
        shifts.resumes_us,
        shifts.open_us,
        shifts.open_sum,
        changes.changed_us >= params.reach_us
        and case
            when shifts.opens_us is null then true
            else changes.changed_us >= shifts.closes_us and shifts.resumes_us is not null
        end as is_early
    from changes
    cross join params
    left join store_schedules on store_schedules.store_number = changes.store_number
    asof left join counted_shifts as shifts
        on shifts.schedule_number = store_schedules.schedule_number
        and shifts.opens_us <= changes.changed_us
),

-- What it would change changes at the next fact, if that is one inside a shift.
early_changes as materialized (
    select
        placed_changes.store_number,
        placed_changes.schedule_number,
        placed_changes.changed_us,
        placed_changes.direction,
        case when shifts.opens_us is not null then placed_changes.next_us end as settled_us
    from placed_changes
    left join counted_shifts as shifts
        on shifts.schedule_number = placed_changes.schedule_number
        and shifts.opens_us <= placed_changes.next_us
        and shifts.closes_us > placed_changes.next_us
    where placed_changes.is_early
),

later_pings as (
    select
        early_changes.store_number,
        early_changes.changed_us,
        min(epoch_us(store_status.observed_at)) as ping_us
    from early_changes
    inner join stores on stores.store_number = early_changes.store_number
    inner join store_status on store_status.store_id = stores.store_id
    inner join counted_shifts as shifts
        on shifts.schedule_number = early_changes.schedule_number
        and shifts.opens_us <= epoch_us(store_status.observed_at)
        and shifts.closes_us > epoch_us(store_status.observed_at)
    where early_changes.settled_us is null
        and epoch_us(store_status.observed_at) > early_changes.changed_us
        and store_status.observed_at <= cast($as_of as timestamp)
    group by early_changes.store_number, early_changes.changed_us
),

later_openings as (
    select
        early_changes.store_number,
        early_changes.changed_us,
        min(counted_shifts.opens_us) as opens_us
    from early_changes
    inner join counted_shifts on counted_shifts.schedule_number = early_changes.schedule_number
    where early_changes.settled_us is null
        and counted_shifts.is_opening
        and counted_shifts.opens_us > early_changes.changed_us
    group by early_changes.store_number, early_changes.changed_us
),

late_changes as (
    select
        early_changes.store_number,
        early_changes.schedule_number,
        early_changes.changed_us,
        early_changes.direction,
        coalesce(
            early_changes.settled_us,
            least(later_pings.ping_us, later_openings.opens_us, params.as_of_us)
        ) as settled_us
    from early_changes
    cross join params
    left join later_pings
        on later_pings.store_number = early_changes.store_number
        and later_pings.changed_us = early_changes.changed_us
    left join later_openings
        on later_openings.store_number = early_changes.store_number
        and later_openings.changed_us = early_changes.changed_us
),

-- open_sum: the opening time before the change.
measured_changes as (
    select
        store_number,
        schedule_number,
        direction,
        open_sum - open_us
        + greatest(least(changed_us, closes_us) - greatest(opens_us, params.week_us), 0)
            as open_sum
    from placed_changes
    cross join params
    where not is_early
    union all
    select
        late_changes.store_number,
        late_changes.schedule_number,
        late_changes.direction,
        max(
            counted_shifts.open_sum - counted_shifts.open_us
            + greatest(
                least(late_changes.settled_us, counted_shifts.closes_us)
                - greatest(counted_shifts.opens_us, params.week_us),
                0
            )
        )
    from late_changes
    cross join params
    inner join counted_shifts
        on counted_shifts.schedule_number = late_changes.schedule_number
        and counted_shifts.opens_us <= late_changes.settled_us
    group by
        late_changes.store_number,
        late_changes.schedule_number,
        late_changes.changed_us,
        late_changes.direction
),

-- A store that went down once more than it came up is down to the end.
down_times as (
    select
        measured_changes.store_number,
        sum(direction * greatest(open_sum, end_sum - hour_open_us))
        - sum(direction) * any_value(end_sum) as hour_us,
        sum(direction * greatest(open_sum, end_sum - day_open_us))
        - sum(direction) * any_value(end_sum) as day_us,
        sum(direction * greatest(open_sum, end_sum - week_open_us))
        - sum(direction) * any_value(end_sum) as week_us
    from measured_changes
    inner join window_times on window_times.schedule_number = measured_changes.schedule_number
    group by measured_changes.store_number
),

totals as (
    select
        stores.store_id,
        stores.ping_count,
        store_schedules.time_zone,
        coalesce(window_times.hour_open_us, 0) as hour_open_us,
        coalesce(window_times.day_open_us, 0) as day_open_us,
        coalesce(window_times.week_open_us, 0) as week_open_us,
        cast(coalesce(down_times.hour_us, 0) as bigint) as hour_down_us,
        cast(coalesce(down_times.day_us, 0) as bigint) as day_down_us,
        cast(coalesce(down_times.week_us, 0) as bigint) as week_down_us,
        coalesce(unobserved_times.unobserved_us, 0) as unobserved_us
    from stores
    inner join store_schedules on store_schedules.store_number = stores.store_number
    left join window_times on window_times.schedule_number = store_schedules.schedule_number
    left join unobserved_times
        on unobserved_times.schedule_number = store_schedules.schedule_number
    left join down_times on down_times.store_number = stores.store_number
),

-- In units of the fourth decimal, the half up.
rounded_totals as (
    select
        store_id,
        ping_count,
        time_zone,
        (hour_open_us - hour_down_us + 3000) // 6000 as hour_up,
        (day_open_us - day_down_us + 180000) // 360000 as day_up,
        (week_open_us - week_down_us + 180000) // 360000 as week_up,
        (hour_open_us + 3000) // 6000 as hour_open,
        (day_open_us + 180000) // 360000 as day_open,
        (week_open_us + 180000) // 360000 as week_open,
        (unobserved_us + 3000) // 6000 as unobserved
    from totals
),

report as (
    select
        store_id,
        cast(hour_up * 0.0001 as decimal(18, 4)) as uptime_last_hour_minutes,
        cast(day_up * 0.0001 as decimal(18, 4)) as uptime_last_day_hours,
        cast(week_up * 0.0001 as decimal(18, 4)) as uptime_last_week_hours,
        cast((hour_open - hour_up) * 0.0001 as decimal(18, 4)) as downtime_last_hour_minutes,
        cast((day_open - day_up) * 0.0001 as decimal(18, 4)) as downtime_last_day_hours,
        cast((week_open - week_up) * 0.0001 as decimal(18, 4)) as downtime_last_week_hours,
        cast(0 as decimal(18, 4)) as unknown_last_hour_minutes,
        cast(0 as decimal(18, 4)) as unknown_last_day_hours,
        cast(0 as decimal(18, 4)) as unknown_last_week_hours,
        cast(hour_open * 0.0001 as decimal(18, 4)) as open_last_hour_minutes,
        cast(day_open * 0.0001 as decimal(18, 4)) as open_last_day_hours,
        cast(week_open * 0.0001 as decimal(18, 4)) as open_last_week_hours,
        ping_count as pings_last_week,
        cast(unobserved * 0.0001 as decimal(18, 4)) as unobserved_last_week_minutes,
        time_zone,
        'assume-open' as policy,
        replace(cast(params.as_of as text), ' ', 'T') || 'Z' as as_of
    from rounded_totals
    cross join params
)

select * from report
order by store_id
