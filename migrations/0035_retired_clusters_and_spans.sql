-- A cluster that was retired: the last day of its service, in its own zone. What was not read of the days after it is no gap.
alter table inventory.cluster add column last_day date;
grant update (last_day) on inventory.cluster to purser_app;

-- What a comparison with Slurm's report reads: the runs of a stretch of time, which lie together as they come, and those
-- that have not ended, which are few. Neither costs new runs that have ended more than a glance; a B-tree on their ends would.
create index run_by_span on jobs.run using brin (submitted_at, ended_at) with (pages_per_range = 32, autosummarize = on);
create index run_not_ended on jobs.run (cluster_id, submitted_at) where ended_at is null;
