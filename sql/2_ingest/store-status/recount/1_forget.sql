-- Forgets the weeks of which pings were taken out.
delete from store_weeks
using changed_weeks
where store_weeks.store_id = changed_weeks.store_id
    and store_weeks.week_start = changed_weeks.week_start
