-- A store has one zone.
create unique index store_timezones_by_store on store_timezones (store_id)
