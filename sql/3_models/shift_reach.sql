-- How far back from its window a report looks at shifts: to where they opened, under assume-open;
-- else as far as a shift may last that is still on.
-- grain: one row
-- params: $policy
select
    case
        when cast($policy as text) = 'assume-open' then interval '16 days'
        else interval '2 days'
    end as reach
