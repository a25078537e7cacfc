-- What was no text was not kept before.
alter table rejects add column raw_bytes blob
