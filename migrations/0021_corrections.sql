-- Corrections: what was read, word for word; a history without gaps; what finance decides about billed runs whose record
-- changed; and rejects that are read again.

-- The records of runs as they came, deflated together: one line of sacct is a tenth of its size among its neighbours. Only
-- records that added or changed a run are kept. A reader finds a pack by batch and submit time, and a record in it by its hash.
create table usage.record_pack (
  batch_id        uuid not null references usage.batch (id) deferrable initially deferred,
  first_line      bigint not null,       -- of the first record in it
  first_submitted timestamptz not null,
  last_submitted  timestamptz not null,
  content         bytea not null,
  primary key (batch_id, first_line),
  check (first_submitted <= last_submitted)
);
alter table usage.record_pack alter column content set storage external; -- deflated already
create trigger record_pack_is_immutable before update or delete on usage.record_pack
  for each row execute function platform.refuse_change();

-- What is needed to read the rejects of a batch again. Batches of before have none of it, and no reject of theirs is retried.
alter table usage.batch
  add column header    text,                                   -- the first line of the text
  add column read_zone text,                                   -- the zone that the caller named for its local times
  add column retry_of  uuid references usage.batch (id),       -- the batch whose rejects this one has read again
  drop constraint batch_source_check,
  add constraint batch_source_check check (source in ('file', 'upload', 'demo', 'retry')),
  add constraint batch_retry_has_origin check ((source = 'retry') = (retry_of is not null));

-- Rejects that a later reading has taken in. The reject itself stays as it was.
create table usage.reject_resolution (
  batch_id    uuid not null,
  line_number bigint not null,
  resolved_by uuid not null references usage.batch (id) deferrable initially deferred,
  primary key (batch_id, line_number),
  foreign key (batch_id, line_number) references usage.reject (batch_id, line_number)
);
create trigger reject_resolution_is_immutable before update or delete on usage.reject_resolution
  for each row execute function platform.refuse_change();
create trigger reject_is_immutable before update or delete on usage.reject
  for each row execute function platform.refuse_change();
grant select, insert on usage.record_pack, usage.reject_resolution to purser_app;

-- Steps that arrive late change a run without a record of its own, so that one record may stand behind several versions.
alter table jobs.run_version
  add column sequence bigint generated always as identity, -- versions of one batch in their order
  drop constraint run_version_pkey,
  add primary key (run_id, content_hash, replaced_by);

-- Other runs of a job, an array or a het job. Job ids grow with time, so a summary of each stretch of the table is enough
-- to find them, and costs new runs next to nothing.
create index run_by_job on jobs.run using brin (job_id, array_job_id, het_job_id) with (pages_per_range = 32, autosummarize = on);

-- What finance decided about a billed run whose record changed: of each notice there is one decision at most.
create table rating.change_decision (
  id         uuid primary key,
  run_id     uuid not null,
  batch_id   uuid not null,
  outcome    text not null check (outcome in ('acknowledged', 'adjusted')),
  note       text not null check (length(note) between 3 and 500),
  figures    jsonb not null, -- what was billed and what is due, by account and currency, as it was decided on
  decided_at timestamptz not null,
  decided_by text not null,
  unique (run_id, batch_id),
  foreign key (run_id, batch_id) references rating.changed_after_billing (run_id, batch_id)
);
create trigger change_decision_is_immutable before update or delete on rating.change_decision
  for each row execute function platform.refuse_change();

-- What an account is charged or credited for one run on top of its charge, which stays as it was billed. Only `receipt_id`
-- moves, when a receipt takes the adjustment up or a void releases it.
create table rating.adjustment (
  id            uuid primary key,
  run_id        uuid not null,
  account_id    uuid not null constraint adjustment_account references organisation.billing_account (id),
  card_id       uuid not null constraint adjustment_card references rating.rate_card (id),
  currency      text not null check (currency ~ '^[A-Z]{3}$'),
  reason        text not null check (reason in ('correction', 'void')), -- void: the receipt of the charge was voided
  decision_id   uuid references rating.change_decision (id),
  corrects      uuid,                           -- the account's receipt that the run was billed on
  billed_micros numeric(30, 0) not null,        -- what the account had been charged for the run until then
  due_micros    numeric(30, 0) not null check (due_micros >= 0),
  micros        numeric(30, 0) not null check (micros <> 0),
  receipt_id    uuid,                           -- the one live receipt it is on
  made_at       timestamptz not null,
  made_by       text not null,
  check (micros = due_micros - billed_micros),
  check ((reason = 'correction') = (decision_id is not null)),
  unique (decision_id, account_id, currency)
);
create index adjustment_open on rating.adjustment (account_id, id) where receipt_id is null;
create index adjustment_by_receipt on rating.adjustment (receipt_id) where receipt_id is not null;
create index adjustment_by_run on rating.adjustment (run_id);
create index changed_by_receipt on rating.changed_after_billing (receipt_id);
create index changed_by_time on rating.changed_after_billing (noticed_at, run_id, batch_id);
grant select, insert on rating.change_decision to purser_app;
grant select, insert, update (receipt_id) on rating.adjustment to purser_app;

-- Adjustments on receipts: lines of their own, which may be negative, and beside them the runs, as they were billed.
alter table receipts.line
  add column corrects text check (corrects ~ '^INV-[0-9]{6}-[0-9]{6}$'), -- the receipt that is corrected
  drop constraint line_component_check,
  drop constraint line_exact_micros_check,
  drop constraint line_amount_minor_check,
  add constraint line_component_check check (component in ('cpu', 'gpu', 'memory', 'minimum', 'adjustment')),
  add constraint line_amount_check check (component = 'adjustment' or (exact_micros >= 0 and amount_minor >= 0)),
  add constraint line_corrects_of_adjustment check (component = 'adjustment' or corrects is null);
alter table receipts.receipt
  drop constraint receipt_run_count_check,
  add constraint receipt_run_count_check check (run_count >= 0); -- 0: nothing but adjustments
create table receipts.adjustment (
  receipt_id    uuid not null references receipts.receipt (id),
  adjustment_id uuid not null constraint adjustment_of_rating references rating.adjustment (id),
  run_id        uuid not null,
  corrects      text,
  micros        numeric(30, 0) not null check (micros <> 0),
  primary key (receipt_id, adjustment_id)
);
create trigger adjustment_is_immutable before update or delete on receipts.adjustment
  for each row execute function platform.refuse_change();
create trigger adjustment_is_not_emptied before truncate on receipts.adjustment
  for each statement execute function platform.refuse_change();
alter table rating.adjustment add constraint adjustment_receipt foreign key (receipt_id) references receipts.receipt (id)
  deferrable initially deferred; -- claimed before the receipt is written, as charges are
grant select, insert on receipts.adjustment to purser_app;

-- The checks of documents are a part of all checks.
do $$
begin
  if to_regprocedure('platform.check_documents()') is not null then
    return;
  end if;
  alter function platform.check_invariants() rename to check_documents;
  create function platform.check_invariants() returns table (invariant text, subject text, detail text)
  language sql stable as 'select * from platform.check_documents()';
  grant execute on function platform.check_invariants to purser_app;
end
$$;
create or replace function platform.check_documents() returns table (invariant text, subject text, detail text)
language sql stable as $$
  -- Every run has exactly one of a charge and a verdict.
  select 'run has neither charge nor verdict', r.run_id::text, r.raw_state
  from jobs.run r left join rating.charge c on c.run_id = r.run_id left join rating.uncharged u on u.run_id = r.run_id
  where c.run_id is null and u.run_id is null
  union all
  select 'run has a charge and a verdict', c.run_id::text, u.verdict
  from rating.charge c join rating.uncharged u on u.run_id = c.run_id
  union all
  -- A charge says it is on a receipt exactly where the live receipt has it as an item, with the same figures.
  select 'charge and item of its receipt disagree', c.run_id::text, c.receipt_id::text
  from rating.charge c left join receipts.item i on i.receipt_id = c.receipt_id and i.run_id = c.run_id
  where c.receipt_id is not null
    and (i.run_id is null or (i.cpu_micros, i.gpu_micros, i.memory_micros, i.minimum_micros) <> (c.cpu_micros, c.gpu_micros, c.memory_micros, c.minimum_micros))
  union all
  select 'run is on more than one live receipt', i.run_id::text, count(*)::text
  from receipts.item i left join receipts.settlement s on s.receipt_id = i.receipt_id and s.outcome = 'void'
  where s.receipt_id is null group by i.run_id having count(*) > 1
  union all
  select 'item of a live receipt without its charge', i.run_id::text, i.receipt_id::text
  from receipts.item i left join receipts.settlement s on s.receipt_id = i.receipt_id and s.outcome = 'void'
  left join rating.charge c on c.run_id = i.run_id and c.receipt_id = i.receipt_id
  where s.receipt_id is null and c.run_id is null
  union all
  select 'charge on a void receipt', c.run_id::text, c.receipt_id::text
  from rating.charge c join receipts.settlement s on s.receipt_id = c.receipt_id and s.outcome = 'void'
  union all
  select 'charge on a receipt of another account', c.run_id::text, r.number
  from rating.charge c join receipts.receipt r on r.id = c.receipt_id where c.account_id <> r.account_id
  union all
  select 'run outside the period of its receipt', i.run_id::text, r.number
  from receipts.item i join receipts.receipt r on r.id = i.receipt_id
  where i.ended_at < r.period_from or i.ended_at >= r.period_to
  union all
  -- A document is the sum of its lines, its lines the sum of its items, and its total right.
  select 'lines do not add up to the subtotal', r.number, coalesce(l.amount, 0)::text
  from receipts.receipt r
  left join (select receipt_id, sum(amount_minor) as amount from receipts.line group by receipt_id) l on l.receipt_id = r.id
  where coalesce(l.amount, -1) <> r.subtotal_minor
  union all
  select 'items and adjustments do not add up to the lines', r.number, (coalesce(i.exact, 0) + coalesce(j.exact, 0))::text
  from receipts.receipt r
  left join (select receipt_id, sum(cpu_micros::numeric + gpu_micros + memory_micros + minimum_micros) as exact, count(*) as runs
        from receipts.item group by receipt_id) i on i.receipt_id = r.id
  left join (select receipt_id, sum(micros) as exact from receipts.adjustment group by receipt_id) j on j.receipt_id = r.id
  join (select receipt_id, sum(exact_micros) as exact from receipts.line group by receipt_id) l on l.receipt_id = r.id
  where coalesce(i.exact, 0) + coalesce(j.exact, 0) <> l.exact or coalesce(i.runs, 0) <> r.run_count
    or round(l.exact / 10000) <> r.subtotal_minor
  union all
  select 'receipt without lines or items', r.number, ''
  from receipts.receipt r
  where not exists (select from receipts.line l where l.receipt_id = r.id)
    or (not exists (select from receipts.item i where i.receipt_id = r.id)
      and not exists (select from receipts.adjustment j where j.receipt_id = r.id))
  union all
  -- An adjustment says it is on a receipt exactly where the live receipt shows it, with the same amount.
  select 'adjustment and its receipt disagree', a.id::text, a.receipt_id::text
  from rating.adjustment a left join receipts.adjustment j on j.receipt_id = a.receipt_id and j.adjustment_id = a.id
  where a.receipt_id is not null and (j.adjustment_id is null or j.micros <> a.micros)
  union all
  select 'adjustment on a live receipt that is not its own', j.adjustment_id::text, j.receipt_id::text
  from receipts.adjustment j join rating.adjustment a on a.id = j.adjustment_id
  left join receipts.settlement s on s.receipt_id = j.receipt_id and s.outcome = 'void'
  where s.receipt_id is null and a.receipt_id is distinct from j.receipt_id
  union all
  select 'adjustment on a void receipt', a.id::text, a.receipt_id::text
  from rating.adjustment a join receipts.settlement s on s.receipt_id = a.receipt_id and s.outcome = 'void'
  union all
  select 'adjustment on a receipt of another account or currency', a.id::text, r.number
  from rating.adjustment a join receipts.receipt r on r.id = a.receipt_id
  where a.account_id <> r.account_id or a.currency <> r.currency
  union all
  -- A run that is on no receipt is billed by its charge alone: what was adjusted before has been taken back.
  select 'adjustments of an unbilled run', a.run_id::text, sum(a.micros)::text
  from rating.adjustment a left join rating.charge c on c.run_id = a.run_id
  where c.receipt_id is null group by a.run_id, a.account_id, a.currency having sum(a.micros) <> 0
  union all
  select 'decision and adjustments disagree', d.run_id::text, d.outcome
  from rating.change_decision d
  where (d.outcome = 'adjusted') <> exists (select from rating.adjustment a where a.decision_id = d.id)
  union all
  select 'tax is not the rate of the subtotal', r.number, r.tax_minor::text
  from receipts.receipt r where r.tax_rate_micros is not null and round(r.subtotal_minor::numeric * r.tax_rate_micros / 1000000) <> r.tax_minor
  union all
  -- Numbers are without gaps in both series.
  select 'gap in a series', s.series || ' ' || s.month, s.last || ' given, ' || n.found || ' found up to ' || n.highest
  from receipts.series s cross join lateral (
    select count(*) as found, coalesce(max(right(numbers.number, 6)::integer), 0) as highest from (
      select r.number from receipts.receipt r where s.series = 'INV' and r.month = s.month
      union all
      select t.tax_invoice_number from receipts.settlement t
      where s.series = 'RCT' and t.tax_invoice_number like 'RCT-' || replace(s.month, '-', '') || '-%'
    ) numbers) n
  where n.found <> s.last or n.highest <> s.last
  union all
  select 'number of no series', r.number, r.month
  from receipts.receipt r left join receipts.series s on s.series = 'INV' and s.month = r.month where s.series is null
  union all
  select 'number of no series', t.tax_invoice_number, ''
  from receipts.settlement t
  left join receipts.series s on s.series = 'RCT' and 'RCT-' || replace(s.month, '-', '') = left(t.tax_invoice_number, 10)
  where t.outcome = 'paid' and s.series is null
  union all
  -- What happened to a document was recorded, once, and nothing was recorded that did not happen.
  select 'a change of a receipt and its audit record disagree', h.id::text, h.action
  from (select r.id, 'receipt.issued' as action from receipts.receipt r
        union all
        select t.receipt_id, case t.outcome when 'paid' then 'receipt.paid' else 'receipt.voided' end from receipts.settlement t) h
  where (select count(*) from audit.record a where a.subject = h.id::text and a.action = h.action) <> 1
  union all
  select 'an audit record of a receipt that is not there', a.subject, a.action
  from audit.record a left join receipts.receipt r on r.id::text = a.subject
  where a.action in ('receipt.issued', 'receipt.paid', 'receipt.voided') and r.id is null
  union all
  -- The audit chain has no holes, links to what it says, and has sealed nothing twice.
  select 'gap in the audit chain', a.sequence::text, ''
  from (select sequence, lag(sequence, 1, 0::bigint) over w as before, previous_hash,
               lag(hash, 1, decode(repeat('00', 32), 'hex')) over w as hash_before
        from audit.seal window w as (order by sequence)) a
  where a.sequence <> a.before + 1 or a.previous_hash <> a.hash_before
  union all
  select 'an answer was kept without its work', i.key, i.operation from platform.idempotency i where i.answer is null
$$;
