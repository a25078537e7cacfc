-- Loads that lean on a load, straight or by way of others: without it they would have counted other
-- rows as new, or replaced others.
-- grain: one row per load, the newest first
-- params: $load_id
with recursive leaners as (
    select load_id
    from load_dependencies
    where on_load_id = cast($load_id as integer)
    union
    select load_dependencies.load_id
    from load_dependencies
    inner join leaners on load_dependencies.on_load_id = leaners.load_id
)

select
    cast(leaners.load_id as bigint) as load_id,
    loads.kind,
    loads.file_name
from leaners
inner join loads on leaners.load_id = loads.load_id
where leaners.load_id <> cast($load_id as integer)
order by leaners.load_id desc
