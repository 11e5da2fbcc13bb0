-- The live view: how each cluster is now, as its slurmrestd says. A picture replaces the one before it in one transaction;
-- while a cluster does not answer, its last picture stays, with its age. Nothing here is money or history.
create table inventory.live_view (
  cluster_id    integer primary key references inventory.cluster (id),
  -- Whoever looks holds the number of its claim; one that slept past its lease holds an old one.
  claim         integer not null default 0,
  leased_until  timestamptz,         -- when others may look; set while somebody does
  asked_at      timestamptz not null,
  read_at       timestamptz,         -- when the picture was taken; null: there is none yet
  slurm_version text,
  api_version   text,
  left_out      integer not null default 0 check (left_out >= 0), -- records that are not in the picture
  failures      jsonb not null default '[]', -- why sources did not answer the last time: [{code, facts, at}]
  check (read_at is not null or (slurm_version is null and api_version is null))
);

create table inventory.partition (
  cluster_id           integer not null references inventory.cluster (id),
  name                 text not null check (name <> ''),
  state                text not null check (state in ('up', 'down', 'drain', 'inactive', 'unknown')),
  is_default           boolean,       -- null: this version of Slurm does not say
  nodes                text not null, -- as Slurm writes them: c[1-3]
  node_count           bigint not null check (node_count >= 0),
  cpus                 bigint not null check (cpus >= 0),
  time_limit_seconds   bigint check (time_limit_seconds >= 0),   -- null: none, or not known
  default_time_seconds bigint check (default_time_seconds >= 0), -- likewise
  nodes_per_job        bigint check (nodes_per_job >= 0),        -- likewise
  priority_tier        bigint check (priority_tier >= 0),
  primary key (cluster_id, name)
);

create table inventory.node (
  cluster_id           integer not null references inventory.cluster (id),
  name                 text not null check (name <> ''),
  state                text not null check (state in ('idle', 'mixed', 'allocated', 'completing', 'draining', 'drained',
                         'maintenance', 'reserved', 'powered_down', 'down', 'unknown')),
  raw_states           text[] not null,
  reason               text not null,
  partitions           text[] not null,
  features             text[] not null,
  cpus                 bigint not null check (cpus >= 0),
  allocated_cpus       bigint check (allocated_cpus >= 0),       -- null: this version of Slurm does not say
  load_hundredths      bigint check (load_hundredths >= 0),      -- hundredths of a CPU; null: not known
  memory_mib           bigint not null check (memory_mib >= 0),
  allocated_memory_mib bigint check (allocated_memory_mib >= 0), -- null: this version of Slurm does not say
  free_memory_mib      bigint check (free_memory_mib >= 0),      -- null: not known
  gpus                 bigint not null check (gpus >= 0),
  allocated_gpus       bigint not null check (allocated_gpus >= 0),
  gpu_types            jsonb not null, -- {type: count}; those without a type are in `gpus` only
  allocated_gpu_types  jsonb not null,
  slurm_version        text not null,
  booted_at            bigint check (booted_at > 0), -- epoch seconds
  primary key (cluster_id, name)
);

create table inventory.queued_job (
  cluster_id         integer not null references inventory.cluster (id),
  job_id             bigint not null check (job_id > 0),
  display_id         text not null,
  tasks              bigint check (tasks >= 1), -- of an array; null: Slurm cut their list off
  name               text not null,
  "user"             text not null,
  account            text not null,
  partitions         text[] not null, -- those it may begin in
  qos                text not null,
  raw_states         text[] not null,
  reason             text not null,
  reason_text        text not null,
  submitted_at       bigint not null check (submitted_at > 0), -- epoch seconds, like the two below
  eligible_at        bigint,
  expected_start_at  bigint, -- what Slurm expects: no promise
  priority           bigint not null check (priority >= 0),
  cpus               bigint not null check (cpus >= 0),
  node_count         bigint not null check (node_count >= 0),
  memory_mib         bigint check (memory_mib >= 0),
  gpus               bigint not null check (gpus >= 0),
  gpu_types          jsonb not null,
  time_limit_seconds bigint check (time_limit_seconds >= 0),
  primary key (cluster_id, job_id)
);
create index queued_job_by_priority on inventory.queued_job (priority desc, cluster_id, job_id);
create index queued_job_by_user on inventory.queued_job ("user", priority desc, cluster_id, job_id);

grant select, insert, update on inventory.live_view to purser_app;
grant select, insert, update, delete on inventory.partition, inventory.node, inventory.queued_job to purser_app;
