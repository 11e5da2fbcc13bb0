-- Pulls: accounting data that is fetched from the sources of a cluster, on a schedule or for a past range.
alter table usage.batch
  drop constraint batch_source_check,
  add constraint batch_source_check check (source in ('file', 'upload', 'demo', 'retry', 'push', 'slurmrestd', 'sacct')),
  add column pull_id uuid; -- the pull that fetched it; null: nobody pulled it

-- What a pulled line says, whatever delimits it: the next pull reads it again, and it is kept once.
alter table usage.reject add column fingerprint uuid;
create unique index reject_fingerprint on usage.reject (fingerprint) where fingerprint is not null;

-- How far the scheduled pulls of a cluster have come. What is configured of its sources is not kept here.
create table usage.watermark (
  cluster    text primary key check (cluster <> '' and cluster = normalize(cluster, nfc)),
  read_until timestamptz not null, -- every run that a source told of and that ended before then has been read
  pulled_at  timestamptz not null  -- when that was
);
grant select, insert, update on usage.watermark to purser_app;

create table usage.pull (
  id           uuid primary key,
  cluster      text not null check (cluster <> '' and cluster = normalize(cluster, nfc)),
  kind         text not null check (kind in ('scheduled', 'manual', 'backfill')),
  window_from  timestamptz not null,
  window_to    timestamptz not null,
  done_until   timestamptz not null, -- what lies before has been read
  state        text not null check (state in ('waiting', 'running', 'paused', 'done', 'failed', 'cancelled')),
  -- Whoever works on it holds the number of its last claim; one that slept past its lease holds an old one.
  claim        integer not null default 0,
  leased_until timestamptz,          -- when others may take it over; set while it is running
  source       text check (source in ('slurmrestd', 'sacct', 'file')), -- which one answered last
  failures     jsonb not null default '[]', -- why sources before it in the order did not: [{source, code, facts, at}]
  attempts     integer not null default 0,  -- in a row without an answer
  retry_at     timestamptz not null default '-infinity',
  batches      bigint not null default 0,
  runs_new     bigint not null default 0,
  runs_changed bigint not null default 0,
  runs_unchanged bigint not null default 0,
  rejected     bigint not null default 0,
  requested_by text not null,
  requested_at timestamptz not null,
  started_at   timestamptz,
  finished_at  timestamptz,
  check (window_from < window_to and done_until between window_from and window_to),
  check ((state = 'running') = (leased_until is not null)),
  check (state <> 'done' or done_until = window_to),
  check ((state in ('done', 'failed', 'cancelled')) = (finished_at is not null))
);
-- One at a time for each cluster, whoever works on it.
create unique index pull_running on usage.pull (cluster) where state = 'running';
-- At most one of the schedule's own that is not over.
create unique index pull_scheduled on usage.pull (cluster) where kind = 'scheduled' and state in ('waiting', 'running', 'paused');
create index pull_open on usage.pull (cluster, id) where state in ('waiting', 'running', 'paused');
create index pull_by_cluster on usage.pull (cluster, id);
create index pull_over on usage.pull (cluster, finished_at) where finished_at is not null;
grant select, insert, update (done_until, state, claim, leased_until, source, failures, attempts, retry_at, batches, runs_new,
  runs_changed, runs_unchanged, rejected, started_at, finished_at) on usage.pull to purser_app;
