-- Receipts: the bill for one billing account and period. What was issued is never changed; being paid or void is a row
-- of its own, of which a receipt has at most one.
create schema receipts;
grant usage on schema receipts to purser_app;

-- The last number given out in each series and month. Locked at issue, rolled back with it: no gaps. The row appears with
-- 0 in the transaction that gives out the first number, so that there is always a row to lock.
create table receipts.series (
  series text not null check (series in ('INV', 'RCT')),
  month  text not null check (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  last   integer not null check (last between 0 and 999999),
  primary key (series, month)
);

create table receipts.receipt (
  id                 uuid primary key,
  number             text not null unique check (number ~ '^INV-[0-9]{6}-[0-9]{6}$'),
  month              text not null check (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
  sequence           integer not null check (sequence > 0),
  account_id         uuid not null constraint receipt_account references organisation.billing_account (id),
  period_from        timestamptz not null,
  period_to          timestamptz not null,
  time_zone          text not null,
  tier               text not null,
  currency           text not null check (currency ~ '^[A-Z]{3}$'),
  run_count          bigint not null check (run_count > 0),
  subtotal_minor     bigint not null check (subtotal_minor >= 0), -- hundredths of one currency unit
  tax_label          text,
  tax_rate_micros    bigint check (tax_rate_micros between 0 and 1000000), -- 70000 is 7 %
  tax_minor          bigint not null check (tax_minor >= 0),
  total_minor        bigint not null,
  seller             jsonb not null,  -- the parties as they were at issue
  buyer              jsonb not null,
  payment_terms_days integer not null check (payment_terms_days >= 0),
  due_at             timestamptz not null,
  issued_at          timestamptz not null,
  issued_by          text not null,
  unique (month, sequence),
  check (number = 'INV-' || replace(month, '-', '') || '-' || lpad(sequence::text, 6, '0')),
  check (period_from < period_to),
  check (total_minor = subtotal_minor + tax_minor),
  check ((tax_label is null) = (tax_rate_micros is null)),
  check (tax_rate_micros is not null or tax_minor = 0)
);
create index receipt_by_account on receipts.receipt (account_id, issued_at, id);
create index receipt_by_issue on receipts.receipt (issued_at, id);

create table receipts.line (
  receipt_id        uuid not null references receipts.receipt (id),
  position          integer not null check (position > 0),
  component         text not null check (component in ('cpu', 'gpu', 'memory', 'minimum')),
  gpu_type          text,
  basis             text not null check (basis in ('allocated', 'used')),
  partition         text,             -- named only where its multiplier is not one
  qos               text,
  multiplier_micros numeric not null check (multiplier_micros >= 0), -- partition times QOS: 1000000 is one
  unit_price_micros bigint not null check (unit_price_micros >= 0),  -- per hour
  quantity_seconds  numeric not null check (quantity_seconds >= 0),  -- CPU-, GPU- or GiB-seconds
  run_count         bigint not null check (run_count > 0),
  exact_micros      numeric not null check (exact_micros >= 0),
  amount_minor      bigint not null check (amount_minor >= 0),
  primary key (receipt_id, position)
);

-- The runs on a receipt, with their figures as billed. They stay when the receipt is voided. `ended_at` stands in the
-- primary key so that one index serves the rule and the pages of runs in their order; a run has one charge and so one end.
create table receipts.item (
  receipt_id         uuid not null references receipts.receipt (id),
  run_id             uuid not null constraint item_run references jobs.run (run_id),
  ended_at           timestamptz not null,
  card_id            uuid not null constraint item_card references rating.rate_card (id),
  cpu_milliseconds   bigint not null,
  gpu_seconds        bigint not null,
  memory_kib_seconds bigint not null,
  cpu_micros         bigint not null,
  gpu_micros         bigint not null,
  memory_micros      bigint not null,
  minimum_micros     bigint not null,
  primary key (receipt_id, ended_at, run_id)
);

create table receipts.settlement (
  receipt_id         uuid primary key references receipts.receipt (id),
  outcome            text not null check (outcome in ('paid', 'void')),
  settled_at         timestamptz not null,
  settled_by         text not null,
  method             text,
  reference          text,
  paid_on            date,
  tax_invoice_number text unique check (tax_invoice_number ~ '^RCT-[0-9]{6}-[0-9]{6}$'),
  reason             text,
  check ((outcome = 'paid') = (method is not null and reference is not null and paid_on is not null and tax_invoice_number is not null)),
  check ((outcome = 'void') = (reason is not null))
);

-- A document's lines add up to its subtotal: checked once per statement, over the receipts it wrote lines for.
create function receipts.refuse_unbalanced_lines() returns trigger language plpgsql as $$
declare
  unbalanced text;
begin
  select r.number into unbalanced
  from receipts.receipt r
  join (select l.receipt_id, sum(l.amount_minor) as amount from receipts.line l
        where l.receipt_id in (select w.receipt_id from written w) group by l.receipt_id) s on s.receipt_id = r.id
  where s.amount <> r.subtotal_minor
  limit 1;
  if unbalanced is not null then
    raise exception 'the lines of % do not add up to its subtotal', unbalanced using errcode = 'P0409';
  end if;
  return null;
end
$$;
create trigger line_adds_up after insert on receipts.line referencing new table as written
  for each statement execute function receipts.refuse_unbalanced_lines();

create trigger receipt_is_immutable before update or delete on receipts.receipt
  for each row execute function platform.refuse_change();
create trigger line_is_immutable before update or delete on receipts.line
  for each row execute function platform.refuse_change();
create trigger item_is_immutable before update or delete on receipts.item
  for each row execute function platform.refuse_change();
create trigger settlement_is_immutable before update or delete on receipts.settlement
  for each row execute function platform.refuse_change();
create trigger receipt_is_not_emptied before truncate on receipts.receipt
  for each statement execute function platform.refuse_change();
create trigger line_is_not_emptied before truncate on receipts.line
  for each statement execute function platform.refuse_change();
create trigger item_is_not_emptied before truncate on receipts.item
  for each statement execute function platform.refuse_change();
create trigger settlement_is_not_emptied before truncate on receipts.settlement
  for each statement execute function platform.refuse_change();

alter table rating.charge add constraint charge_receipt foreign key (receipt_id) references receipts.receipt (id)
  deferrable initially deferred; -- charges are claimed first: only then is it known which receipts there will be

grant select, insert, update (last) on receipts.series to purser_app;
grant select, insert on receipts.receipt, receipts.line, receipts.item, receipts.settlement to purser_app;
