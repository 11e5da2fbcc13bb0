-- Bindings: dated rules that send the runs of a Slurm account of a cluster, or of one user in it, to a billing account.
-- A rule is never edited: it is withdrawn, and another one may stand in its place.
create extension if not exists btree_gist;

create table organisation.binding (
  id            uuid primary key,
  cluster_id    integer not null constraint binding_cluster references inventory.cluster (id),
  slurm_account text not null check (length(slurm_account) between 1 and 1000 and slurm_account = normalize(slurm_account, nfc)),
  slurm_user    text check (length(slurm_user) between 1 and 1000 and slurm_user = normalize(slurm_user, nfc)), -- null: every user
  account_id    uuid not null constraint binding_account references organisation.billing_account (id),
  valid_from    timestamptz not null,
  valid_to      timestamptz check (valid_to > valid_from), -- null: until further notice
  replaces_id   uuid constraint binding_replaces references organisation.binding (id),
  created_at    timestamptz not null,
  created_by    text not null,
  withdrawn_at  timestamptz,
  withdrawn_by  text,
  check ((withdrawn_at is null) = (withdrawn_by is null)),
  -- One rule at most speaks for an account, and one for a user in it, at any time.
  constraint binding_overlap exclude using gist (cluster_id with =, slurm_account with =, (coalesce(slurm_user, '')) with =,
    tstzrange(valid_from, valid_to) with &&) where (withdrawn_at is null)
);
create index binding_in_force on organisation.binding (cluster_id, slurm_account, valid_from) where withdrawn_at is null;

create function organisation.refuse_binding_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' and old.withdrawn_at is null
    and to_jsonb(new) - '{withdrawn_at,withdrawn_by}'::text[] = to_jsonb(old) - '{withdrawn_at,withdrawn_by}'::text[] then
    return new;
  end if;
  raise exception '%.% is history and is not changed (%)', tg_table_schema, tg_table_name, tg_op using errcode = 'P0403';
end
$$;
create trigger binding_is_history before update or delete on organisation.binding
  for each row execute function organisation.refuse_binding_change();
grant select, insert, update (withdrawn_at, withdrawn_by) on organisation.binding to purser_app;

-- The rule that chose the account of a charge, as it stood when the run was priced; null: the Slurm user's own account.
alter table rating.charge add column binding_id uuid constraint charge_binding references organisation.binding (id);

comment on column rating.superseded_charge.batch_id is
  'What replaced the charge: a usage batch, a change of a binding (the rule''s id) or a void (the receipt''s id).';

-- Charges that are not where the bindings send them. What is billed stays where it was billed; everything else is on the
-- account of the rule in force when the run ended, one with a user before one without, else on its user's own account.
create function rating.check_accounts() returns table (invariant text, subject text, detail text)
language sql stable as $$
  select 'charge is on another account than its binding names', c.run_id::text, c.binding_id::text
  from rating.charge c join organisation.binding b on b.id = c.binding_id where b.account_id <> c.account_id
  union all
  select 'unbilled charge is not where the bindings send it', c.run_id::text, coalesce(b.id::text, u.text)
  from rating.charge c
  join jobs.run r on r.run_id = c.run_id
  join jobs.label a on a.id = r.account_label
  join jobs.label u on u.id = r.user_label
  left join organisation.billing_account own on own.slurm_user = normalize(u.text, nfc)
  left join lateral (
    select b.id, b.account_id from organisation.binding b
    where b.withdrawn_at is null and b.cluster_id = r.cluster_id and b.slurm_account = normalize(a.text, nfc)
      and (b.slurm_user is null or b.slurm_user = normalize(u.text, nfc))
      and b.valid_from <= c.ended_at and (b.valid_to is null or b.valid_to > c.ended_at)
    order by b.slurm_user nulls last limit 1
  ) b on true
  where c.receipt_id is null and c.account_id <> coalesce(b.account_id, own.id)
$$;
revoke all on function rating.check_accounts from public;
grant execute on function rating.check_accounts to purser_app;

do $$
begin
  if to_regprocedure('platform.check_documents()') is null then
    alter function platform.check_invariants() rename to check_documents;
  end if;
end
$$;
create or replace function platform.check_invariants() returns table (invariant text, subject text, detail text)
language sql stable as $$
  select * from platform.check_documents()
  union all
  select * from rating.check_accounts()
$$;
grant execute on function platform.check_invariants to purser_app;
