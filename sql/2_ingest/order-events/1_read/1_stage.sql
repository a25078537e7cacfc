-- Events of orders of one file as typed rows, in file order; a row that can't be one says why.
-- params: $file_number, $input_tz, $time_format, $latest_allowed
-- params: $kinds, $kind_statuses
with fields as (
    select
        cast(null as integer) as record_bytes,
        cast(null as text) as line_problem,
        cast(null as text) as order_id,
        cast(null as text) as status,
        cast(null as text) as "timestamp",
        cast(null as text) as createdat,
        cast(null as text) as authorizedat,
        cast(null as text) as failedat,
        cast(null as text) as reservedat,
        cast(null as text) as rejectedat,
        cast(null as text) as scheduledat,
        cast(null as text) as completedat,
        cast(null as text) as cancelledat,
        cast(null as text) as user_id,
        cast(null as text) as total,
        cast(null as text) as amount,
        cast(null as text) as items,
        cast(null as text) as details,
        cast(null as text) as reason,
        cast(null as text) as estimated_delivery,
        cast(null as text) as eta,
        cast(null as text) as payment_id,
        cast(null as text) as shipment_id,
        cast(null as text) as event_id
    where false
    union all by name
    select * from source
),

named as (
    select
        *,
        kind_position(status, $kinds) as kind_at,
        cast($kind_statuses as text[])[kind_position(status, $kinds)] as status_named
    from fields
),

-- An event has a timestamp, or the time of its own kind.
timed as (
    select
        *,
        case
            when not is_blank("timestamp") then {'field': 'timestamp', 'text': "timestamp"}
            else case status_named
                when 'CREATED' then {'field': 'createdAt', 'text': createdat}
                when 'INVENTORY_RESERVED' then {'field': 'reservedAt', 'text': reservedat}
                when 'INVENTORY_REJECTED' then {'field': 'rejectedAt', 'text': rejectedat}
                when 'PAYMENT_AUTHORIZED' then {'field': 'authorizedAt', 'text': authorizedat}
                when 'PAYMENT_FAILED' then {'field': 'failedAt', 'text': failedat}
                when 'SHIPPING_SCHEDULED' then {'field': 'scheduledAt', 'text': scheduledat}
                when 'COMPLETED' then {'field': 'completedAt', 'text': completedat}
                when 'CANCELLED' then {'field': 'cancelledAt', 'text': cancelledat}
            end
        end as time_given
    from named
),

typed as (
    select
        record_bytes,
        line_problem,
        order_id,
        status_named as status,
        parse_instant(time_given.text, $input_tz, $time_format) as occurred_at,
        null_if_blank(user_id) as user_id,
        -- What is authorised is the order's total.
        coalesce(
            parse_amount(total),
            case when status_named = 'PAYMENT_AUTHORIZED' then parse_amount(amount) end
        ) as total,
        null_if_blank(items) as items,
        coalesce(
            null_if_blank(details),
            case status_named
                when 'CREATED' then 'Order created successfully'
                when 'INVENTORY_RESERVED' then 'Inventory successfully reserved'
                when 'INVENTORY_REJECTED' then 'Inventory rejected: ' || given_or_empty(reason)
                when 'PAYMENT_AUTHORIZED' then 'Payment authorized: ' || given_or_empty(payment_id)
                when 'PAYMENT_FAILED' then 'Payment failed: ' || given_or_empty(reason)
                when 'SHIPPING_SCHEDULED'
                    then 'Shipping scheduled, delivery: '
                        || coalesce(null_if_blank(estimated_delivery), given_or_empty(eta))
                when 'COMPLETED' then 'Order completed successfully'
                when 'CANCELLED' then 'Order cancelled: ' || given_or_empty(reason)
                else null_if_blank(reason)
            end
        ) as details,
        null_if_blank(event_id) as event_id,
        coalesce(null_if_blank(payment_id), null_if_blank(shipment_id)) as reference_id,
        kind_at is not null and status_named is null as is_ignored,
        kind_at is null as is_unknown_kind,
        is_known_by_end(status, $kinds) as is_known_by_end,
        coalesce(time_given.field, 'timestamp') as time_field,
        is_blank(time_given.text) as is_without_time,
        is_finer_than_kept(time_given.text) as is_time_cut,
        is_finer_amount(
            coalesce(
                null_if_blank(total),
                case when status_named = 'PAYMENT_AUTHORIZED' then amount end
            )
        ) as is_amount_cut,
        case
            when not is_blank(total) and parse_amount(total) is null then 'total'
            when status_named = 'PAYMENT_AUTHORIZED'
                and is_blank(total)
                and not is_blank(amount)
                and parse_amount(amount) is null
                then 'amount'
        end as bad_amount_field
    from timed
)

select
    * exclude (line_problem, is_unknown_kind, is_without_time, time_field, bad_amount_field),
    cast($file_number as integer) as file_number,
    case
        when line_problem is not null then {'field': cast(null as text), 'reason': line_problem}
        when is_ignored then null
        when is_blank(order_id) then {'field': 'order_id', 'reason': 'empty id'}
        when is_unknown_kind then {'field': 'status', 'reason': 'unknown status'}
        when is_without_time then {'field': 'timestamp', 'reason': 'no time'}
        when occurred_at is null then {'field': time_field, 'reason': 'bad time'}
        when occurred_at > cast($latest_allowed as timestamp)
            then {'field': time_field, 'reason': 'in the future'}
        when bad_amount_field is not null then {'field': bad_amount_field, 'reason': 'bad amount'}
    end as reject
from typed
