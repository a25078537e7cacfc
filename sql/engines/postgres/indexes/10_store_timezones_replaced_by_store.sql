-- Taking a load back restores the zones of its stores.
create index store_timezones_replaced_by_store on store_timezones_replaced (store_id)
