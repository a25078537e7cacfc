-- Brings the weeks of stores up to date with it.
merge into store_weeks
using week_news
    on store_weeks.store_id = week_news.store_id and store_weeks.week_start = week_news.week_start
when matched then update set
    first_at = least(store_weeks.first_at, week_news.first_at),
    last_at = greatest(store_weeks.last_at, week_news.last_at),
    last_status = case
        when week_news.last_at >= store_weeks.last_at then week_news.last_status
        else store_weeks.last_status
    end
when not matched then insert values (
    week_news.store_id,
    week_news.week_start,
    week_news.first_at,
    week_news.last_at,
    week_news.last_status
)
