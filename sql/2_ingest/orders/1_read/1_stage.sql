-- Rows of a wide table of orders as typed rows, in file order; a row that can't be one says why.
-- Each of its times that has a status is a step; the last step should have the row's status.
-- params: $file_number, $input_tz, $time_format, $latest_allowed
-- params: $statuses, $kinds, $kind_statuses, $time_columns, $time_statuses
with fields as (
    select
        cast(null as integer) as record_bytes,
        cast(null as text) as line_problem,
        cast(null as text) as order_id,
        cast(null as text) as status,
        cast(null as text) as user_id,
        cast(null as text) as total_amount,
        cast(null as text) as item_ids,
        cast([] as text[]) as time_texts
    where false
    union all by name
    select * from source
),

timed as (
    select
        *,
        kind_position(status, $kinds) as kind_at,
        cast($kind_statuses as text[])[kind_position(status, $kinds)] as status_named,
        list_transform(
            time_texts, lambda written: parse_instant(written, $input_tz, $time_format)
        ) as instants
    from fields
),

stepped as (
    select
        *,
        list_sort(
            list_filter(
                list_transform(
                    list_zip(instants, cast($time_statuses as text[])),
                    lambda pair: {
                        'occurred_at': pair[1],
                        'position': list_position(cast($statuses as text[]), pair[2]),
                        'status': pair[2]
                    }
                ),
                lambda step: step.occurred_at is not null and step.status is not null
            )
        ) as steps
    from timed
),

typed as (
    select
        record_bytes,
        line_problem,
        order_id,
        status_named as status,
        cast(list_position(cast($statuses as text[]), status_named) as integer) as status_position,
        null_if_blank(user_id) as user_id,
        parse_amount(total_amount) as total,
        null_if_blank(item_ids) as items,
        list_transform(steps, lambda step: step.status) as statuses,
        list_transform(steps, lambda step: step.occurred_at) as status_times,
        list_max(instants) as latest_at,
        kind_at is not null and status_named is null as is_ignored,
        kind_at is null as is_unknown_kind,
        cast($time_columns as text[])[
            list_position(
                list_transform(
                    list_zip(time_texts, instants),
                    lambda pair: not is_blank(pair[1]) and pair[2] is null
                ),
                true
            )
        ] as bad_time_column,
        cast($time_columns as text[])[
            list_position(
                list_transform(
                    instants, lambda instant: instant > cast($latest_allowed as timestamp)
                ),
                true
            )
        ] as future_column,
        coalesce(
            list_bool_or(list_transform(time_texts, lambda written: is_finer_than_kept(written))),
            false
        ) as is_time_cut,
        is_finer_amount(total_amount) as is_amount_cut,
        not is_blank(total_amount) and parse_amount(total_amount) is null as is_bad_amount
    from stepped
)

select
    * exclude (line_problem, is_unknown_kind, bad_time_column, future_column, is_bad_amount),
    cast($file_number as integer) as file_number,
    case
        when line_problem is not null then {'field': cast(null as text), 'reason': line_problem}
        when is_ignored then null
        when is_blank(order_id) then {'field': 'order_id', 'reason': 'empty id'}
        when is_unknown_kind then {'field': 'status', 'reason': 'unknown status'}
        when bad_time_column is not null then {'field': bad_time_column, 'reason': 'bad time'}
        when latest_at is null then {'field': cast(null as text), 'reason': 'no time'}
        when future_column is not null then {'field': future_column, 'reason': 'in the future'}
        when is_bad_amount then {'field': 'total_amount', 'reason': 'bad amount'}
    end as reject
from typed
