-- Samples: what runs used at single moments, as nodes measured it. Values are hundredths: of a percent, of a MiB, so that
-- what is kept is exact and comes back as it went in. `run_id` leads every key, so that the tables can be spread over
-- several servers with the runs; a run that is deleted leaves its samples to retention.
create schema samples;
grant usage on schema samples to purser_app;

-- Samples of hours that are open, and what came late for closed ones. One partition a day, made ahead.
create table samples.sample (
  run_id            uuid not null,
  ts                timestamptz(3) not null,
  node_label        integer not null,  -- jobs.label; the empty text where nobody said which node
  source            smallint not null check (source between 1 and 4), -- cgroup-v2, cgroup-v1, simulated, push
  cpu_hundredths    smallint check (cpu_hundredths between 0 and 10000),
  gpu_hundredths    smallint check (gpu_hundredths between 0 and 10000),
  memory_hundredths bigint check (memory_hundredths >= 0),
  gpus              json,              -- [[id, vendor, utilisation, memory, power, temperature], ...], hundredths or null
  check (num_nonnulls(cpu_hundredths, memory_hundredths, gpu_hundredths, gpus) > 0),
  primary key (run_id, ts, node_label)
) partition by range (ts);

-- Samples of closed hours, all of one run and node in one row; core/packed-hour.ts says how.
create table samples.packed_hour (
  hour       timestamptz(0) not null check (extract(epoch from hour)::bigint % 3600 = 0),
  run_id     uuid not null,
  node_label integer not null,
  data       bytea not null,
  primary key (run_id, hour, node_label)
) partition by range (hour);

-- What all samples of a run on one node come to, and the last of them: written with each, never counted afterwards.
create table samples.series (
  run_id       uuid not null,
  node_label   integer not null,
  first_at     timestamptz(3) not null,
  last_at      timestamptz(3) not null,
  sample_count bigint not null check (sample_count > 0),
  cpu_count    bigint not null,
  cpu_sum      bigint not null,
  cpu_max      smallint,
  memory_count bigint not null,
  memory_sum   numeric not null, -- a year of a large node passes 2^63
  memory_max   bigint,
  gpu_count    bigint not null,
  gpu_sum      bigint not null,
  gpu_max      smallint,
  last_cpu     smallint,
  last_memory  bigint,
  last_gpu     smallint,
  last_gpus    json,
  primary key (run_id, node_label),
  check (first_at <= last_at)
) with (fillfactor = 70);

-- From when on single samples are kept. What was before is gone, or kept as roll-ups.
create table samples.retention (
  whole    boolean primary key default true check (whole), -- there is one row
  raw_from date not null
);
insert into samples.retention (raw_from) values ('2000-01-01');

grant select, insert, delete on samples.sample to purser_app;
grant select, insert, update (data) on samples.packed_hour to purser_app;
grant select, insert, update, delete on samples.series to purser_app;
grant select, update (raw_from) on samples.retention to purser_app;

-- Partitions belong to the owner, and the program may make and drop whole days only. A new one is attached when it is
-- complete, which keeps nobody from writing to the others.
create function samples.make_day(day date) returns void
language plpgsql security definer set search_path = pg_catalog as $$
declare
  parent text;
  partition text;
begin
  perform pg_advisory_xact_lock(hashtextextended('samples.partition', 0));
  foreach parent in array array['sample', 'packed_hour'] loop
    partition := parent || to_char(day, '_YYYYMMDD');
    continue when to_regclass('samples.' || partition) is not null;
    execute format('create table samples.%I (like samples.%I including all)', partition, parent);
    execute format('alter table samples.%I attach partition samples.%I for values from (%L) to (%L)',
      parent, partition, day::timestamp at time zone 'UTC', (day + 1)::timestamp at time zone 'UTC');
  end loop;
end $$;

-- Drops the days before `before`, whatever they hold, and says which they were.
create function samples.drop_days(before date) returns setof date
language plpgsql security definer set search_path = pg_catalog as $$
declare
  partition text;
begin
  perform set_config('lock_timeout', '2s', true);
  perform pg_advisory_xact_lock(hashtextextended('samples.partition', 0));
  for partition in
    select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent in ('samples.sample'::regclass, 'samples.packed_hour'::regclass)
      and to_date(right(c.relname, 8), 'YYYYMMDD') < before
    order by c.relname
  loop
    execute format('drop table samples.%I', partition);
    if partition like 'sample\_%' then
      return next to_date(right(partition, 8), 'YYYYMMDD');
    end if;
  end loop;
end $$;

-- Gives back the room of days before `before` whose samples have all been packed.
create function samples.release_days(before date) returns setof date
language plpgsql security definer set search_path = pg_catalog as $$
declare
  partition text;
  filled boolean;
begin
  perform set_config('lock_timeout', '2s', true);
  for partition in
    select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent = 'samples.sample'::regclass and to_date(right(c.relname, 8), 'YYYYMMDD') < before
      and pg_relation_size(c.oid) > 0
    order by c.relname
  loop
    execute format('select exists (select from samples.%I)', partition) into filled;
    continue when filled;
    execute format('lock table samples.%I in access exclusive mode', partition);
    execute format('select exists (select from samples.%I)', partition) into filled;
    continue when filled;
    execute format('truncate samples.%I', partition);
    return next to_date(right(partition, 8), 'YYYYMMDD');
  end loop;
end $$;

revoke all on function samples.make_day, samples.drop_days, samples.release_days from public;
grant execute on function samples.make_day, samples.drop_days, samples.release_days to purser_app;

-- The summary of a run's samples is read from samples.series: kept on the run as well it would make those who write
-- samples wait for those who ingest accounting.
alter table jobs.run
  drop column sample_count,
  drop column cpu_percent_avg,
  drop column cpu_percent_max,
  drop column memory_mib_avg,
  drop column memory_mib_max,
  drop column gpu_percent_avg,
  drop column gpu_percent_max;
