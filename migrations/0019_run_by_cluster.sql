-- The runs of one cluster: by time alone, those of a small one lie far apart among those of a large one.
create index run_by_cluster on jobs.run (cluster_id, submitted_at, run_id);
