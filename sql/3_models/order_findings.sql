-- What is wrong with orders, at the steps at which it shows.
-- grain: one row per order, step, reason and detail
-- needs: seen_order_events, lifecycle, lifecycle_transitions, lifecycle_requirements
-- needs: lifecycle_deadlines, lifecycle_deadline_choices, order_steps
-- params: $max_status_changes
with params as (
    select cast($max_status_changes as bigint) as max_status_changes
),

status_changes as (
    select
        order_id,
        max(step) as step,
        'status_changes' as reason,
        concat(count(*), ' > ', max(params.max_status_changes)) as detail
    from order_steps
    cross join params
    group by order_id
    having count(*) > max(params.max_status_changes)
),

wrong_transitions as (
    select
        order_steps.order_id,
        order_steps.step,
        case when previous.is_terminal then 'after_terminal' else 'illegal_transition' end
            as reason,
        concat(order_steps.previous_status, ' -> ', order_steps.status) as detail
    from order_steps
    inner join lifecycle as previous on order_steps.previous_status = previous.status
    left join lifecycle_transitions
        on order_steps.previous_status = lifecycle_transitions.from_status
        and order_steps.status = lifecycle_transitions.to_status
    where (previous.is_terminal or previous.is_checked)
        and lifecycle_transitions.to_status is null
),

bad_starts as (
    select
        order_id,
        step,
        'bad_start' as reason,
        status as detail
    from order_steps
    where step = 1 and not is_initial
),

first_steps as (
    select
        order_id,
        status,
        min(step) as step
    from order_steps
    where status in (select status from lifecycle_requirements)
        or status in (select required_status from lifecycle_requirements)
    group by order_id, status
),

missing_prerequisites as (
    select
        first_steps.order_id,
        first_steps.step,
        'missing_prerequisite' as reason,
        concat(first_steps.status, ' without ', lifecycle_requirements.required_status) as detail
    from first_steps
    inner join lifecycle_requirements on first_steps.status = lifecycle_requirements.status
    left join first_steps as required
        on first_steps.order_id = required.order_id
        and lifecycle_requirements.required_status = required.status
        and first_steps.step > required.step
    where required.step is null
),

orders_of_several_totals as (
    select order_id
    from order_steps
    group by order_id
    having min(total) <> max(total) or min(total) < 0
),

totals as (
    select
        order_steps.order_id,
        order_steps.step,
        order_steps.status,
        order_steps.total,
        lag(order_steps.total) over (
            partition by order_steps.order_id order by order_steps.step
        ) as previous_total
    from order_steps
    inner join orders_of_several_totals
        on order_steps.order_id = orders_of_several_totals.order_id
    where order_steps.total is not null
),

amount_mismatches as (
    select
        order_id,
        max(step) as step,
        'amount_mismatch' as reason,
        string_agg(concat(amount_text(total), ' ', status), ', ' order by step) as detail
    from totals
    where total is distinct from previous_total
    group by order_id
),

deadline_steps as (
    select
        order_steps.order_id,
        order_steps.step,
        order_steps.occurred_at,
        order_steps.as_of,
        lifecycle_deadlines.deadline,
        lifecycle_deadlines.within_us,
        lifecycle_deadlines.choices,
        order_steps.status = lifecycle_deadlines.after_status as is_start,
        lifecycle_deadline_choices.status is not null as is_choice
    from order_steps
    cross join lifecycle_deadlines
    left join lifecycle_deadline_choices
        on lifecycle_deadlines.deadline = lifecycle_deadline_choices.deadline
        and order_steps.status = lifecycle_deadline_choices.status
    where order_steps.status = lifecycle_deadlines.after_status
        or lifecycle_deadline_choices.status is not null
),

deadline_runs as (
    select
        *,
        plus_us(occurred_at, within_us) as due_at,
        min(occurred_at) filter (where is_choice) over (
            partition by order_id, deadline
            order by step
            rows between 1 following and unbounded following
        ) as met_at
    from deadline_steps
),

missed_deadlines as (
    select
        order_id,
        min(step) as step,
        'missed_deadline' as reason,
        concat(
            deadline, ': ', min(choices), ' due by ', instant_text(min(due_at), 'UTC')
        ) as detail
    from deadline_runs
    where is_start and as_of > due_at and (met_at is null or met_at > due_at)
    group by order_id, deadline
)

select * from status_changes
union all
select * from wrong_transitions
union all
select * from bad_starts
union all
select * from missing_prerequisites
union all
select * from amount_mismatches
union all
select * from missed_deadlines
