-- How many of them were in use.
select count(*) as "Count" from touched_orders
