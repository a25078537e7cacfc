-- What it replaced stays replaced where a later load replaced the hours of the store again.
-- params: $load_id
update store_hours_replaced
set replaced_by_load_id = successors.load_id
from successors
where store_hours_replaced.store_id = successors.store_id
    and store_hours_replaced.replaced_by_load_id = cast($load_id as integer)
