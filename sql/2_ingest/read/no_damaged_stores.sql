-- The stores of a set that have a rejected row, none so far.
create or replace temp table damaged_stores (store_id text)
