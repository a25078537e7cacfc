-- A store has one row of a week.
create unique index store_weeks_by_store on store_weeks (store_id, week_start)
