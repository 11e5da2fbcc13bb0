-- Events: what prolog and epilog scripts tell of runs while they are under way. They write the same rows as accounting does;
-- a row that accounting has never spoken of has no batch, and is never charged for.
alter table jobs.run
  alter column batch_id drop not null,
  alter column content_hash drop not null,
  add constraint run_batch_has_record check ((batch_id is null) = (content_hash is null));

-- What events told of a run, put together so that their order makes no difference. `told` holds what the columns are made of.
-- Of a run whose submit time nobody told, `key_id` stays empty until accounting, or an event that knows it, says which run it
-- is. Such a row is kept for good: without it the accounting record would be taken for another run.
create table jobs.event_run (
  run_id         uuid primary key,
  key_id         uuid unique,                       -- the id that the run's key gives
  cluster_id     integer not null constraint event_run_cluster references inventory.cluster (id),
  job_id         bigint not null check (job_id >= 0),
  restart_count  bigint check (restart_count >= 0),
  under_way      boolean not null,
  removed        boolean not null default false,    -- somebody took the run away: what is told of it later brings it back no more
  state          text not null check (state in ('pending', 'running', 'completed', 'failed', 'cancelled', 'unknown')),
  raw_state      text not null,
  submitted_at   timestamptz,                       -- where an event told it
  started_at     timestamptz,
  ended_at       timestamptz,
  exit_code      integer,
  exit_signal    integer,
  nodes          text[] not null,
  nodes_started  text[] not null,                   -- an empty name speaks for all of them
  nodes_finished text[] not null,
  gpu_vendor     text,
  gpu_devices    text[] not null,
  cgroup_path    text,
  told           jsonb not null,
  last_event_at  timestamptz not null,
  check (not (under_way and removed)),
  check (ended_at >= started_at)
);
create index event_run_by_job on jobs.event_run (cluster_id, job_id);
create index event_run_under_way on jobs.event_run (cluster_id, run_id) where under_way;
-- The runs that accounting does not know by the id their events gave them.
create index event_run_unnamed on jobs.event_run (cluster_id, job_id) where key_id is distinct from run_id;

-- The runs that are under way. A row leaves when the run has ended on every node, or accounting says that it has ended.
create view jobs.live_run as
select e.run_id, e.cluster_id, e.job_id, e.restart_count, e.state, e.submitted_at, e.started_at, e.nodes, e.nodes_started,
  e.nodes_finished, e.gpu_vendor, e.gpu_devices, e.cgroup_path, e.told -> 'devices' as node_devices, e.last_event_at
from jobs.event_run e join jobs.run r on r.run_id = e.run_id
where e.under_way and (r.batch_id is null or r.ended_at is null);

-- Every change of a run by an event or by hand, and the arrival of accounting where events were first. What is told twice word
-- for word has the same digest and is one.
create table jobs.run_event (
  sequence       bigint generated always as identity (start with 1000000) primary key, -- after the records of accounting, which are counted
  run_id         uuid not null,
  digest         uuid not null unique,
  group_id       uuid not null,                     -- what was committed together: the subject of its audit record
  kind           text not null check (kind in ('started', 'finished', 'created', 'changed', 'removed', 'accounted')),
  outcome        text not null check (outcome in ('created', 'updated', 'frozen')), -- frozen: it came too late and changed nothing
  recorded_at    timestamptz not null,
  occurred_at    timestamptz not null,              -- by the clock of whoever told it
  actor_name     text not null,
  changed_by     text not null,
  source         text not null,
  correlation_id text not null,
  told           json not null,
  snapshot       json not null                      -- the run after it
);
create index run_event_by_run on jobs.run_event (run_id, sequence);
create trigger run_event_is_immutable before update or delete on jobs.run_event
  for each row execute function platform.refuse_change();
create trigger run_event_is_not_emptied before truncate on jobs.run_event
  for each statement execute function platform.refuse_change();

-- Takes away a run that only events or people told of. With the owner's rights: the program may delete no run.
create function jobs.remove_run(run uuid) returns boolean
language sql security definer set search_path = pg_catalog as $$
  with gone as (delete from jobs.run r where r.run_id = run and r.batch_id is null returning 1)
  select exists (select from gone)
$$;
revoke all on function jobs.remove_run from public;
grant execute on function jobs.remove_run to purser_app;
grant select, insert, update on jobs.event_run to purser_app;
grant select, insert on jobs.run_event to purser_app;
grant select on jobs.live_run to purser_app;

-- Whether a host list of Slurm (`c[1-3,07],r[1-2]n[1-4]`) has this node.
create function jobs.on_node(list text, node text) returns boolean
language plpgsql immutable strict parallel safe set search_path = pg_catalog as $$
declare
  part text; head text; ranges text; rest text; digits text; range text; first text; last text;
begin
  for part in select m[1] from regexp_matches(list, '([^,\[\]]*(?:\[[^\]]*\][^,\[\]]*)*)', 'g') as m loop
    if position('[' in part) = 0 then
      if part = node then return true; end if;
      continue;
    end if;
    head := split_part(part, '[', 1);
    ranges := split_part(substr(part, length(head) + 2), ']', 1);
    rest := substr(part, length(head) + length(ranges) + 3);
    if not starts_with(node, head) then continue; end if;
    digits := substring(substr(node, length(head) + 1) from '^[0-9]{1,9}');
    if digits is null then continue; end if;
    if not (case when rest = '' then length(node) = length(head) + length(digits)
            else jobs.on_node(rest, substr(node, length(head) + length(digits) + 1)) end) then
      continue;
    end if;
    foreach range in array string_to_array(ranges, ',') loop
      first := split_part(range, '-', 1);
      last := coalesce(nullif(split_part(range, '-', 2), ''), first);
      -- Numbers are as wide as the first of their range.
      if first ~ '^[0-9]{1,9}$' and last ~ '^[0-9]{1,9}$' and digits::bigint between first::bigint and last::bigint
        and digits = lpad(digits::bigint::text, greatest(length(first), length(digits::bigint::text)), '0') then
        return true;
      end if;
    end loop;
  end loop;
  return false;
end
$$;
grant execute on function jobs.on_node to purser_app;

alter table rating.uncharged
  drop constraint uncharged_verdict_check,
  add constraint uncharged_verdict_check check (verdict in
    ('not_ended', 'never_started', 'free_state', 'unknown_state', 'no_rate_card', 'too_large', 'not_accounted'));

-- Coverage is of what accounting told.
create or replace view usage.run_day as
select r.cluster_id, (coalesce(r.ended_at, r.started_at, r.submitted_at) at time zone c.time_zone)::date as day,
  r.partition_label, count(*) as run_count, count(*) filter (where r.state = 'unknown') as unknown_count,
  count(*) filter (where r.allocated_cpus > 0 or r.gpus > 0) as allocated_count,
  count(*) filter (where r.gpus > 0) as gpu_count
from jobs.run r join inventory.cluster c on c.id = r.cluster_id
where r.batch_id is not null
group by 1, 2, 3;

create function jobs.check_runs() returns table (invariant text, subject text, detail text)
language sql stable as $$
  select 'run is charged without its accounting record', r.run_id::text, r.raw_state
  from jobs.run r join rating.charge c on c.run_id = r.run_id where r.batch_id is null
  union all
  select 'run known by events has another verdict than not_accounted', r.run_id::text, u.verdict
  from jobs.run r join rating.uncharged u on u.run_id = r.run_id
  where (r.batch_id is null) <> (u.verdict = 'not_accounted')
  union all
  select 'event of no run', v.run_id::text, v.kind
  from jobs.run_event v left join jobs.run r on r.run_id = v.run_id
  left join jobs.event_run e on e.run_id = v.run_id
  where r.run_id is null and e.run_id is null
  union all
  select 'events without their audit record', v.group_id::text, count(*)::text
  from jobs.run_event v left join audit.record a on a.subject = v.group_id::text
  where v.kind in ('started', 'finished') and a.id is null group by v.group_id
$$;
create or replace function platform.check_invariants() returns table (invariant text, subject text, detail text)
language sql stable as $$
  select * from platform.check_documents()
  union all
  select * from rating.check_accounts()
  union all
  select * from jobs.check_runs()
$$;
grant execute on function jobs.check_runs to purser_app;
