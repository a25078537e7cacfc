-- Leaves what is new for certain.
-- params: $held_hours
delete from contents
where event_id is not null
    or date_trunc('hour', occurred_at) in (select unnest(cast($held_hours as timestamp[])))
