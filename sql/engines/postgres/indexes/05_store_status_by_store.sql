-- A store has one ping at an instant.
create unique index store_status_by_store on store_status (store_id, observed_at)
