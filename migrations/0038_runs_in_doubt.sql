-- A run that an event begins while accounting is being stored may be one that accounting has told of already, which cannot be
-- seen yet: it is marked, and whoever stores puts the two together before what was stored can be seen.
-- Locks jobs.event_run: the index has no row of those that are there, and reading them past takes a second or two for millions; events wait.
alter table jobs.event_run add column in_doubt boolean not null default false;
create index event_run_in_doubt on jobs.event_run (run_id) where in_doubt;

-- Runs are found by their jobs through a summary that is made of new rows only now and then. With the owner's rights.
create function jobs.summarize_runs() returns void
language plpgsql security definer set search_path = pg_catalog as $$
begin
  perform brin_summarize_new_values('jobs.run_by_job'::regclass);
end $$;

-- Takes back runs that a batch has added which is not committed: a batch that is has its row. With the owner's rights: the
-- program may delete no run and no charge.
create function jobs.take_back(runs uuid[], batch uuid) returns void
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if exists (select from usage.batch b where b.id = batch) then
    raise exception 'batch % has been stored', batch using errcode = '55000';
  end if;
  delete from jobs.run_version v where v.run_id = any (runs) and v.batch_id = batch;
  delete from jobs.run r where r.run_id = any (runs) and r.batch_id = batch;
end $$;
create function rating.take_back(runs uuid[], batch uuid) returns void
language plpgsql security definer set search_path = pg_catalog as $$
begin
  if exists (select from usage.batch b where b.id = batch) then
    raise exception 'batch % has been stored', batch using errcode = '55000';
  end if;
  delete from rating.superseded_charge s where s.run_id = any (runs) and s.batch_id = batch;
  delete from rating.charge c using jobs.run r
  where c.run_id = any (runs) and r.run_id = c.run_id and r.batch_id = batch and c.receipt_id is null;
  delete from rating.uncharged u using jobs.run r where u.run_id = any (runs) and r.run_id = u.run_id and r.batch_id = batch;
end $$;
revoke all on function jobs.summarize_runs, jobs.take_back, rating.take_back from public;
grant execute on function jobs.summarize_runs, jobs.take_back, rating.take_back to purser_app;

create or replace function jobs.check_runs() returns table (invariant text, subject text, detail text)
language sql stable as $$
  -- Jobs of which one run is known by events alone and another one is not: few, whatever the planner expects.
  with mixed as materialized (
    select r.cluster_id, r.job_id from jobs.run r group by r.cluster_id, r.job_id
    having bool_or(r.batch_id is null) and bool_or(r.batch_id is not null)
  )
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
  union all
  -- Of two runs of a job neither begins while the other is under way; one that does is the other.
  select 'run stands twice, by events and by accounting', e.run_id::text, r.run_id::text
  from mixed m join jobs.event_run e on e.cluster_id = m.cluster_id and e.job_id = m.job_id
  join jobs.run t on t.run_id = e.run_id and t.batch_id is null
  join jobs.run r on r.cluster_id = e.cluster_id and r.job_id = e.job_id and r.batch_id is not null
  where not exists (select from jobs.event_run o where o.run_id = r.run_id)
    and (e.key_id = r.run_id or (e.key_id is null and e.started_at between r.started_at and r.ended_at))
$$;
