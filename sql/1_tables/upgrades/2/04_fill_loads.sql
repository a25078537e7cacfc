-- Headers were not kept before, and nothing was pruned.
insert into loads
select *, null, 0
from old_loads
