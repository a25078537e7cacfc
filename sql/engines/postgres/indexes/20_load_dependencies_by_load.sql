-- Which loads lean on a load.
create index load_dependencies_by_load on load_dependencies (on_load_id)
