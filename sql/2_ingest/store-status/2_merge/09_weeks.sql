-- Brings the weeks of stores up to date with what is new.
merge into store_weeks
using (
    with weeks as (
        select
            store_id,
            date_trunc('week', observed_at) as week_start,
            min(observed_at) as first_at,
            max(observed_at) as last_at,
            max(observed_at) filter (where is_inactive) as last_inactive_at
        from seated_pings
        group by store_id, date_trunc('week', observed_at)
    )

    select
        store_id,
        week_start,
        first_at,
        last_at,
        case when last_inactive_at = last_at then 'inactive' else 'active' end as last_status
    from weeks
) as news
    on store_weeks.store_id = news.store_id and store_weeks.week_start = news.week_start
when matched then update set
    first_at = least(store_weeks.first_at, news.first_at),
    last_at = greatest(store_weeks.last_at, news.last_at),
    last_status = case
        when news.last_at >= store_weeks.last_at then news.last_status
        else store_weeks.last_status
    end
when not matched then insert values (
    news.store_id, news.week_start, news.first_at, news.last_at, news.last_status
)
