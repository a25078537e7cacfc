-- Gives it their name.
alter table pg_temp.compared rename to contents
