-- The syntax tree of an expression as JSON. It is read between either kind of bracket, since a text
-- that closes one to open another (`a) or (b`) would be more than an expression where it is put.
with params as (
    select cast($expression as text) as expression
)

select
    json_serialize_sql('select (' || chr(10) || expression || chr(10) || ')') as in_round_brackets,
    json_serialize_sql('select [' || chr(10) || expression || chr(10) || ']') as in_square_brackets
from params
