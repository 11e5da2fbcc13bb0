-- Coverage: what has been read of each day of each cluster. Kept by whoever writes runs, in the same transaction, so that
-- nobody has to count runs to know it: a page of a year reads a few thousand rows, however many runs there are.

-- The day a run counts for, in its cluster's zone: that on which it ended; while it has not, the one on which it started,
-- else was submitted. This is what the counts are counts of.
create view usage.run_day as
select r.cluster_id, (coalesce(r.ended_at, r.started_at, r.submitted_at) at time zone c.time_zone)::date as day,
  r.partition_label, count(*) as run_count, count(*) filter (where r.state = 'unknown') as unknown_count,
  count(*) filter (where r.allocated_cpus > 0 or r.gpus > 0) as allocated_count,
  count(*) filter (where r.gpus > 0) as gpu_count
from jobs.run r join inventory.cluster c on c.id = r.cluster_id
group by 1, 2, 3;

create table usage.day_count (
  cluster_id      integer not null constraint day_count_cluster references inventory.cluster (id),
  day             date not null,
  partition_label integer not null,          -- jobs.label
  run_count       bigint not null default 0 check (run_count >= 0),
  unknown_count   bigint not null default 0, -- in a state that Purser does not know
  allocated_count bigint not null default 0, -- that were given anything
  gpu_count       bigint not null default 0, -- that were given GPUs
  primary key (cluster_id, day, partition_label),
  check (unknown_count between 0 and run_count and allocated_count between 0 and run_count),
  check (gpu_count between 0 and allocated_count)
);
-- Which partitions have GPUs: those where a run has ever had one.
create index day_count_of_gpus on usage.day_count (cluster_id, partition_label) where gpu_count > 0;

-- Which batches brought or changed runs of a day.
create table usage.batch_day (
  batch_id     uuid not null references usage.batch (id) deferrable initially deferred,
  cluster_id   integer not null constraint batch_day_cluster references inventory.cluster (id),
  day          date not null,
  runs_new     bigint not null check (runs_new >= 0),
  runs_changed bigint not null check (runs_changed >= 0),
  primary key (batch_id, cluster_id, day)
);
create index batch_day_by_day on usage.batch_day (cluster_id, day, batch_id);

-- How many such batches a day has, and how many lines are open that could not be read in them.
create table usage.day_batches (
  cluster_id     integer not null constraint day_batches_cluster references inventory.cluster (id),
  day            date not null,
  batch_count    bigint not null check (batch_count > 0),
  rejected_count bigint not null check (rejected_count >= 0),
  primary key (cluster_id, day)
);

-- The stretches of time that a cluster's accounting is known to have been read of, as one value: neighbours become one.
create table usage.read_span (
  cluster     text primary key check (cluster <> '' and cluster = normalize(cluster, nfc)),
  spans       tstzmultirange not null default '{}',
  last_run_at timestamptz -- when the last run that was seen ended
);
grant select on usage.run_day to purser_app;
grant select, insert, update (run_count, unknown_count, allocated_count, gpu_count) on usage.day_count to purser_app;
grant select, insert on usage.batch_day to purser_app;
grant select, insert, update (batch_count, rejected_count) on usage.day_batches to purser_app;
grant select, insert, update (spans, last_run_at) on usage.read_span to purser_app;

-- What was read before. A file was read from its first end to its last submission, by whole days.
insert into usage.day_count select * from usage.run_day;
insert into usage.batch_day
select b.id, r.cluster_id, (coalesce(r.ended_at, r.started_at, r.submitted_at) at time zone c.time_zone)::date, count(*), 0
from jobs.run r join usage.batch b on b.id = r.batch_id join inventory.cluster c on c.id = r.cluster_id
group by 1, 2, 3;
insert into usage.day_batches
select d.cluster_id, d.day, count(*), sum(b.rejected - (select count(*) from usage.reject_resolution x where x.batch_id = b.id))
from usage.batch_day d join usage.batch b on b.id = d.batch_id
group by 1, 2;
insert into usage.read_span (cluster, spans, last_run_at)
select s.name, range_agg(tstzrange(s.first_day::timestamp at time zone s.time_zone,
    greatest(least((s.last_day + 1)::timestamp at time zone s.time_zone, s.started_at), s.first_day::timestamp at time zone s.time_zone))),
  max(s.last_run_at)
from (
  select c.name, c.time_zone, b.started_at, max(r.ended_at) as last_run_at,
    (min(r.ended_at) at time zone c.time_zone)::date as first_day,
    greatest((max(r.submitted_at) at time zone c.time_zone)::date, (min(r.ended_at) at time zone c.time_zone)::date) as last_day
  from jobs.run r join usage.batch b on b.id = r.batch_id join inventory.cluster c on c.id = r.cluster_id
  where b.source in ('file', 'upload', 'demo') and r.ended_at is not null
  group by c.name, c.time_zone, b.id
) s
group by s.name;

-- A row for each day and partition whose kept counts are not those of its runs.
create function usage.check_day_counts() returns table (cluster_id integer, day date, partition_label integer)
language sql stable as $$
  select coalesce(r.cluster_id, d.cluster_id), coalesce(r.day, d.day), coalesce(r.partition_label, d.partition_label)
  from usage.run_day r
  full join usage.day_count d
    on d.cluster_id = r.cluster_id and d.day = r.day and d.partition_label = r.partition_label
  where (coalesce(r.run_count, 0), coalesce(r.unknown_count, 0), coalesce(r.allocated_count, 0), coalesce(r.gpu_count, 0))
    <> (coalesce(d.run_count, 0), coalesce(d.unknown_count, 0), coalesce(d.allocated_count, 0), coalesce(d.gpu_count, 0))
$$;
grant execute on function usage.check_day_counts to purser_app;
