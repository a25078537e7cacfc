-- A load looks for rejects it has met before. Lines may be too long for a sorted index.
create index rejects_by_line on rejects using hash (raw_line)
