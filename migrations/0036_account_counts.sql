-- Who has run what in which Slurm account: how many runs that accounting told of, and when the last of them was submitted. Kept
-- by whoever writes such runs, in the same transaction, so that nobody has to read runs to know which accounts there are.
create view usage.run_account as
select r.cluster_id, r.account_label, r.user_label, count(*) as run_count, max(r.submitted_at) as last_submitted_at
from jobs.run r where r.batch_id is not null
group by 1, 2, 3;

create table usage.account_count (
  cluster_id        integer not null constraint account_count_cluster references inventory.cluster (id),
  account_label     integer not null,          -- jobs.label
  user_label        integer not null,
  run_count         bigint not null default 0 check (run_count >= 0), -- none: corrections have moved all of them
  last_submitted_at timestamptz,
  primary key (cluster_id, account_label, user_label),
  check ((run_count = 0) = (last_submitted_at is null))
);
grant select on usage.run_account to purser_app;
grant select, insert, update (run_count, last_submitted_at) on usage.account_count to purser_app;
insert into usage.account_count select * from usage.run_account;

create function usage.check_account_counts() returns table (invariant text, subject text, detail text)
language sql stable as $$
  select 'runs of an account are not what is counted of them',
    concat_ws('/', coalesce(r.cluster_id, a.cluster_id), coalesce(r.account_label, a.account_label), coalesce(r.user_label, a.user_label)),
    concat_ws(' ', coalesce(r.run_count, 0), 'of', coalesce(a.run_count, 0), 'until', r.last_submitted_at, 'of', a.last_submitted_at)
  from usage.run_account r
  full join usage.account_count a
    on a.cluster_id = r.cluster_id and a.account_label = r.account_label and a.user_label = r.user_label
  where coalesce(r.run_count, 0) <> coalesce(a.run_count, 0) or r.last_submitted_at is distinct from a.last_submitted_at
$$;
create or replace function platform.check_invariants() returns table (invariant text, subject text, detail text)
language sql stable as $$
  select * from platform.check_documents()
  union all
  select * from rating.check_accounts()
  union all
  select * from jobs.check_runs()
  union all
  select * from usage.check_account_counts()
$$;
grant execute on function usage.check_account_counts to purser_app;
