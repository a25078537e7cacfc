-- The health of a database, as it was found before the query.
-- grain: one row per check
-- params: $checks, $results, $details, $remedies
-- example: ordstat doctor
with report as (
    select
        cast(generate_subscripts(cast($checks as text[]), 1) as bigint) as position,
        unnest(cast($checks as text[])) as "check",
        unnest(cast($results as text[])) as result,
        unnest(cast($details as text[])) as detail,
        nullif(unnest(cast($remedies as text[])), '') as remedy
)

select * from report
order by position
