-- Takes held events out that lost their event_id to a new one.
delete from order_events
where event_id in (select event_id from contenders where held_load_id is not null and not is_winner)
