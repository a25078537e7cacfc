-- Taking a load back restores the hours of its stores.
create index store_hours_replaced_by_store on store_hours_replaced (store_id)
