-- How far back a report looks at shifts that says when each of them opened.
-- grain: one row
select interval '16 days' as reach
