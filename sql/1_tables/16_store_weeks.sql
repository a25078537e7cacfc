-- The first and the last ping of each store in each week, which begins on Monday in UTC: what a
-- report has to know of the time before its window. It follows from store_status.
-- grain: one row per (store_id, week_start)
create table store_weeks (
    store_id text not null,
    week_start timestamp not null,
    first_at timestamp not null,
    last_at timestamp not null,
    last_status text not null
)
