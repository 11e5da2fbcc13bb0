-- Every event writes these tables, so that they have no index and no check that another one of theirs makes needless: the
-- cluster of a run is checked with its row in jobs.run, and the key of a run is its own id unless it is named by another.
alter table jobs.event_run drop constraint event_run_cluster, drop constraint event_run_key_id_key;
create unique index event_run_named on jobs.event_run (key_id) where key_id <> run_id;
alter table jobs.run_event drop constraint run_event_pkey, add primary key (run_id, sequence);
drop index jobs.run_event_by_run;
