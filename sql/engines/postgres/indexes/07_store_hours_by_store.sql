-- A set of hours replaces those of its stores.
create index store_hours_by_store on store_hours (store_id)
