-- Rating: rate cards, and for every run either the one charge it costs or the verdict why it costs nothing.
create schema rating;
grant usage on schema rating to purser_app;

create table rating.rate_card (
  id                           uuid primary key,
  tier                         text not null references organisation.tier (name),
  currency                     text not null check (currency ~ '^[A-Z]{3}$'),
  effective_from               timestamptz not null,
  cpu_hour_micros              bigint not null check (cpu_hour_micros >= 0),        -- millionths of one currency unit
  gpu_hour_micros              bigint not null check (gpu_hour_micros >= 0),
  memory_gib_hour_micros       bigint not null check (memory_gib_hour_micros >= 0),
  gpu_type_hour_micros         jsonb not null,  -- {"a100": 25000000}: instead of gpu_hour_micros for that type
  cpu_basis                    text not null check (cpu_basis in ('allocated', 'used')),
  memory_basis                 text not null check (memory_basis in ('allocated', 'used')),
  partition_multiplier_micros  jsonb not null,  -- {"gpu": 1500000}: one and a half times
  qos_multiplier_micros        jsonb not null,
  minimum_charge_micros        bigint not null check (minimum_charge_micros >= 0),
  free_states                  text[] not null, -- raw end states that are not charged
  created_at                   timestamptz not null default now(),
  created_by                   text not null,
  unique (tier, effective_from)
);
create trigger rate_card_is_immutable before update or delete on rating.rate_card
  for each row execute function platform.refuse_change();

insert into rating.rate_card (id, tier, currency, effective_from, cpu_hour_micros, gpu_hour_micros, memory_gib_hour_micros,
  gpu_type_hour_micros, cpu_basis, memory_basis, partition_multiplier_micros, qos_multiplier_micros, minimum_charge_micros,
  free_states, created_by) values
  ('019a0000-0000-7000-8000-000000000001', 'mu', 'THB', '2000-01-01T00:00:00Z', 1000000, 5000000, 500000,
   '{}', 'allocated', 'allocated', '{}', '{}', 0, '{NODE_FAIL,BOOT_FAIL,PREEMPTED}', 'purser'),
  ('019a0000-0000-7000-8000-000000000002', 'gov', 'THB', '2000-01-01T00:00:00Z', 3000000, 10000000, 1000000,
   '{}', 'allocated', 'allocated', '{}', '{}', 0, '{NODE_FAIL,BOOT_FAIL,PREEMPTED}', 'purser'),
  ('019a0000-0000-7000-8000-000000000003', 'private', 'THB', '2000-01-01T00:00:00Z', 5000000, 100000000, 2000000,
   '{}', 'allocated', 'allocated', '{}', '{}', 0, '{NODE_FAIL,BOOT_FAIL,PREEMPTED}', 'purser');

-- The price of one run under one card, with every input it was computed from. Kept from change by the rights below:
-- only `receipt_id` moves, when a receipt claims the charge or a void releases it.
create table rating.charge (
  run_id                      uuid primary key constraint charge_run references jobs.run (run_id),
  account_id                  uuid not null constraint charge_account references organisation.billing_account (id),
  card_id                     uuid not null constraint charge_card references rating.rate_card (id),
  receipt_id                  uuid,                -- the one live receipt it is on
  ended_at                    timestamptz not null,
  raw_state                   text not null,
  partition_label             integer not null,
  qos_label                   integer not null,
  cpu_used                    boolean not null default false, -- by use and not by allocation: the card says so and Slurm knew it
  memory_used                 boolean not null default false,
  cpu_milliseconds            bigint not null check (cpu_milliseconds >= 0),
  gpu_seconds                 bigint not null check (gpu_seconds >= 0),
  memory_kib_seconds          bigint not null check (memory_kib_seconds >= 0),
  gpu_type                    text,                -- where all GPUs were of one type
  gpu_parts                   jsonb,               -- where they were of several: [{type, seconds, hour_micros, micros}]
  partition_multiplier_micros bigint not null check (partition_multiplier_micros >= 0),
  qos_multiplier_micros       bigint not null check (qos_multiplier_micros >= 0),
  cpu_micros                  bigint not null check (cpu_micros >= 0),
  gpu_micros                  bigint not null check (gpu_micros >= 0),
  memory_micros               bigint not null check (memory_micros >= 0),
  minimum_micros              bigint not null check (minimum_micros >= 0)      -- what is added to reach the minimum charge
);
-- Finds what is unbilled (receipt_id null) of an account in a period, and what is on a receipt.
create index charge_by_receipt on rating.charge (receipt_id, account_id, ended_at);

create table rating.uncharged (
  run_id  uuid primary key constraint uncharged_run references jobs.run (run_id),
  verdict text not null check (verdict in ('not_ended', 'never_started', 'free_state', 'unknown_state', 'no_rate_card', 'too_large'))
);
create index uncharged_verdict on rating.uncharged (verdict, run_id) where verdict in ('unknown_state', 'no_rate_card', 'too_large');

-- Charges that a corrected record replaced before they were billed, as they were.
create table rating.superseded_charge (
  run_id        uuid not null,
  superseded_at timestamptz not null,
  batch_id      uuid not null,
  charge        jsonb not null,
  primary key (run_id, superseded_at)
);

-- Runs whose record changed after they were billed: the charge stands, finance decides.
create table rating.changed_after_billing (
  run_id     uuid not null,
  batch_id   uuid not null,
  receipt_id uuid not null,
  noticed_at timestamptz not null,
  primary key (run_id, batch_id)
);

-- Takes unbilled charges (and verdicts) of corrected runs out of force, keeping what they were, so that they can be
-- rated anew. Runs with the owner's rights, because the program itself may not delete a charge; a billed charge is
-- never touched. Returns the runs that now have neither.
create function rating.supersede(runs uuid[], batch uuid, at timestamptz) returns setof uuid
language sql security definer set search_path = pg_catalog as $$
  with gone as (
    delete from rating.charge c where c.run_id = any (runs) and c.receipt_id is null returning c.*
  ), kept as (
    insert into rating.superseded_charge (run_id, superseded_at, batch_id, charge)
    select g.run_id, at, batch, to_jsonb(g) from gone g
    on conflict do nothing -- one batch replaces a charge of its own making: nobody has seen that one
  ), verdicts as (
    delete from rating.uncharged u where u.run_id = any (runs) returning u.run_id
  )
  select g.run_id from gone g union all select v.run_id from verdicts v
$$;
revoke all on function rating.supersede from public;
grant execute on function rating.supersede to purser_app;

grant select on rating.rate_card to purser_app;
grant select, insert, update (receipt_id) on rating.charge to purser_app;
grant select, insert on rating.uncharged, rating.superseded_charge, rating.changed_after_billing to purser_app;
