-- The facts that say anything new.
-- grain: one row per store and change of its status
-- needs: store_facts
select * from store_facts
where is_change
