-- The shared invariant check: a row for everything in the database that must never be. It ends every test of crashes
-- and races, and operators may run it at any time.
create function platform.check_invariants() returns table (invariant text, subject text, detail text)
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
  select 'items do not add up to the lines', r.number, i.exact::text
  from receipts.receipt r
  join (select receipt_id, sum(cpu_micros::numeric + gpu_micros + memory_micros + minimum_micros) as exact, count(*) as runs
        from receipts.item group by receipt_id) i on i.receipt_id = r.id
  join (select receipt_id, sum(exact_micros) as exact from receipts.line group by receipt_id) l on l.receipt_id = r.id
  where i.exact <> l.exact or i.runs <> r.run_count or round(i.exact / 10000) <> r.subtotal_minor
  union all
  select 'receipt without lines or items', r.number, ''
  from receipts.receipt r
  where not exists (select from receipts.item i where i.receipt_id = r.id) or not exists (select from receipts.line l where l.receipt_id = r.id)
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
grant execute on function platform.check_invariants to purser_app;
