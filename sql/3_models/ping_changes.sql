-- The pings that say anything new, or nothing for long.
-- grain: one row per store and change of its status
-- needs: store_pings
select * from store_pings
where is_change or is_before_silence
