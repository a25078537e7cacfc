-- Leaves what is new for certain.
-- params: $held_hours
delete from contents
where date_trunc('hour', observed_at) in (select unnest(cast($held_hours as timestamp[])))
