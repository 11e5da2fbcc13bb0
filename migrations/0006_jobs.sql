-- Jobs: one row per run, found by an id that its own key gives. `run_id` is alone in every unique index and no
-- trigger stands here, so that the table can be spread over several servers.
create schema jobs;
grant usage on schema jobs to purser_app;

-- Text that repeats in every run (users, accounts, partitions, QOS), once each: a third smaller and quicker to load.
create table jobs.label (
  id   integer generated always as identity primary key,
  text text not null unique check (length(text) <= 1000)
);

create table jobs.run (
  run_id                  uuid primary key,         -- UUIDv5 of the run key
  cluster_id              integer not null constraint run_cluster references inventory.cluster (id),
  sluid                   text,
  job_id                  bigint not null check (job_id >= 0), -- JobIDRaw
  display_id              text not null,            -- as Slurm prints it: 36_3, 38+0
  array_job_id            bigint,
  array_task_id           bigint,
  het_job_id              bigint,
  het_offset              bigint,
  name                    text not null,
  user_label              integer not null,         -- jobs.label
  account_label           integer not null,
  partition_label         integer not null,
  qos_label               integer not null,
  reason                  text,
  nodes                   text,
  node_count              bigint not null check (node_count >= 0),
  submitted_at            timestamptz not null,
  eligible_at             timestamptz,
  started_at              timestamptz,
  ended_at                timestamptz,
  elapsed_seconds         bigint not null check (elapsed_seconds >= 0),
  suspended_seconds       bigint not null check (suspended_seconds >= 0),
  time_limit_seconds      bigint,
  requested_cpus          bigint not null check (requested_cpus >= 0),
  allocated_cpus          bigint not null check (allocated_cpus >= 0),
  requested_memory_mib    bigint not null check (requested_memory_mib >= 0),
  allocated_memory_mib    bigint not null check (allocated_memory_mib >= 0),
  gpus                    bigint not null check (gpus >= 0),
  gpu_types               jsonb,                    -- {"a100": 2}; null: none typed. Part of `gpus`, never added to it
  requested_tres          text not null,
  allocated_tres          text not null,
  state                   text not null check (state in ('pending', 'running', 'completed', 'failed', 'cancelled', 'unknown')),
  raw_state               text not null,            -- as Slurm said it; money looks at this one
  exit_code               integer,
  exit_signal             integer,
  used_cpu_milliseconds   bigint check (used_cpu_milliseconds >= 0),
  max_rss_kib             bigint check (max_rss_kib >= 0),
  used_memory_kib_seconds bigint check (used_memory_kib_seconds >= 0),
  energy_joules           bigint check (energy_joules >= 0),
  sample_count            bigint not null default 0,
  cpu_percent_avg         double precision,         -- measurements, not money
  cpu_percent_max         double precision,
  memory_mib_avg          double precision,
  memory_mib_max          double precision,
  gpu_percent_avg         double precision,
  gpu_percent_max         double precision,
  batch_id                uuid not null,            -- the usage batch that wrote the row last
  content_hash            uuid not null,            -- MD5 of the record as it was read; equal: nothing new
  check (ended_at >= started_at)
);
create index run_by_time on jobs.run (submitted_at, run_id);
create index run_by_user on jobs.run (user_label, submitted_at, run_id);
create index run_by_account on jobs.run (account_label, submitted_at, run_id);
create index run_by_partition on jobs.run (partition_label, submitted_at, run_id);
-- Runs that Slurm names itself, by what would name them otherwise: the same run may be told with and without its SLUID.
create index run_named on jobs.run (cluster_id, job_id, submitted_at) where sluid is not null;
create index run_not_completed on jobs.run (state, submitted_at, run_id) where state <> 'completed';

-- What a run said before a later record changed it. A record seen here before is old news and changes nothing.
create table jobs.run_version (
  run_id       uuid not null,
  content_hash uuid not null,
  batch_id     uuid not null,      -- the batch that had written it
  replaced_by  uuid not null,      -- the batch that changed it
  replaced_at  timestamptz not null,
  run          jsonb not null,     -- the whole earlier row
  primary key (run_id, content_hash)
);
grant select, insert on jobs.label to purser_app;
grant select, insert, update on jobs.run to purser_app;
grant select, insert on jobs.run_version to purser_app;
