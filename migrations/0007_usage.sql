-- Usage: what was read, from where, and every line that could not be.
create schema usage;
grant usage on schema usage to purser_app;

create table usage.batch (
  id             uuid primary key,
  source         text not null check (source in ('file', 'upload', 'demo')),
  source_name    text not null,               -- the file's name; never its path
  cluster        text,                        -- the cluster named for a file without a Cluster column
  time_zone      text not null,
  content_sha256 bytea not null,              -- of the uncompressed text
  bytes_read     bigint not null,
  lines_read     bigint not null,
  runs_new       bigint not null,
  runs_changed   bigint not null,
  runs_unchanged bigint not null,
  steps_merged   bigint not null,
  rejected       bigint not null,
  started_at     timestamptz not null,
  finished_at    timestamptz not null,
  ingested_by    text not null
);

create table usage.reject (
  batch_id    uuid not null references usage.batch (id) deferrable initially deferred,
  line_number bigint not null,                -- of the first physical line, the header being 1
  reason      text not null check (reason ~ '^[A-Z_]+$'),
  field       text,
  raw         text not null,
  primary key (batch_id, line_number)
);
create trigger batch_is_immutable before update or delete on usage.batch
  for each row execute function platform.refuse_change();
grant select, insert on usage.batch, usage.reject to purser_app;
