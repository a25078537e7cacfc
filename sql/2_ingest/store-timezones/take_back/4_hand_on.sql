-- What it replaced stays replaced where a later load replaced the zone of the store again.
-- params: $load_id
update store_timezones_replaced
set replaced_by_load_id = successors.load_id
from successors
where store_timezones_replaced.store_id = successors.store_id
    and store_timezones_replaced.replaced_by_load_id = cast($load_id as integer)
