-- Takes those zones out of use.
delete from store_timezones
where store_id in (select store_id from incoming where held_time_zone <> time_zone)
