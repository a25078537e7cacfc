-- Forgets rejects: all, those of one load, those of one reason.
-- params: $load_id, $reason
delete from rejects
where (cast($load_id as integer) is null or load_id = cast($load_id as integer))
    and (cast($reason as text) is null or reason = cast($reason as text))
