-- Rejects of a load are listed, cleared and taken back together.
create index rejects_by_load on rejects (load_id)
