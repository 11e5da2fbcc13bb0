/**
 * Issues a month of 50,000 runs for 500 accounts, against the bare statements that write the same rows from finished ones
 * (one UPDATE of the charges, INSERT ... SELECT of receipts, lines and items, in one transaction). Every measurement has a
 * month of its own, with the same charges in each, so that every month must come to the very same lines.
 */
import type pg from "pg";
import { issueReceipts } from "../src/domains/receipts/issue-receipts.ts";
import { brokenInvariants, FINANCE, testConfig } from "../src/testing/billable-runs.ts";
import { type BenchDatabase, startBenchServer } from "./bench-database.ts";
import { median, printResult } from "./bench-result.ts";

const RUNS = 50_000;
const ACCOUNTS = 500;
const ROUNDS = 5;
const MONTHS = Array.from({ length: 2 * ROUNDS + 1 }, (_, index) => {
  return `${2015 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, "0")}`;
});

await using server = await startBenchServer();
await using database = await server.createDatabase();
await prepareAccounts(database.owner);
const template = MONTHS[0] ?? "";
await prepareMonth(database.owner, template);
await measureOurs(database, template);
const broken = await brokenInvariants(database.db);
if (broken.length > 0) throw new Error(`invariants broken: ${JSON.stringify(broken.slice(0, 3))}`);
const wanted = await linesOf(database.owner, template);

const ours: number[] = [];
const bare: number[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  const pair = MONTHS.slice(1 + 2 * round, 3 + 2 * round);
  const [own, other] = round % 2 === 0 ? pair : pair.toReversed();
  for (const month of pair) {
    await prepareMonth(database.owner, month);
    if (month === own) ours.push(await measureOurs(database, month));
    else bare.push(await measureBare(database.owner, month));
    if ((await linesOf(database.owner, month)) !== wanted) throw new Error(`the lines of ${month} are wrong`);
  }
  console.log(
    `round ${round + 1}: ours ${ours.at(-1)?.toFixed(0)} ms (${own}), bare ${bare.at(-1)?.toFixed(0)} ms (${other})`,
  );
}

const ratios = ours.map((time, index) => time / (bare[index] ?? Number.NaN));
const value = median(ours);
printResult({
  bench: "issue",
  ratio: median(ratios),
  goal: { must: 4, aim: 2 },
  better: "lower",
  unit: "ms",
  value,
  reference: median(bare),
  rounds: ROUNDS,
  detail: { runs: RUNS, accounts: ACCOUNTS, bills_per_second: (ACCOUNTS / value) * 1000, ratios },
});

async function measureOurs({ db }: BenchDatabase, month: string): Promise<number> {
  const ctx = { db, config: testConfig(), now: () => new Date(), actor: FINANCE, requestId: "bench" };
  const start = performance.now();
  const { issued } = await issueReceipts(ctx, { month, accountId: null, idempotencyKey: `bench-${month}` });
  const time = performance.now() - start;
  if (issued !== ACCOUNTS) throw new Error(`${issued} receipts instead of ${ACCOUNTS}`);
  return time;
}

/** The finished receipts and lines lie ready in tables before the clock starts. */
async function measureBare(owner: pg.Pool, month: string): Promise<number> {
  await owner.query("drop table if exists finished_line, finished_receipt");
  await owner.query(
    `create table finished_receipt as
     select gen_random_uuid() as new_id, r.*, replace($1, '-', '') as digits
     from receipts.receipt r where r.month = $2`,
    [month, template],
  );
  await owner.query(
    "create table finished_line as select f.new_id, l.* from receipts.line l join finished_receipt f on f.id = l.receipt_id",
  );
  await owner.query("vacuum analyze finished_receipt, finished_line");
  const client = await owner.connect();
  try {
    const start = performance.now();
    await client.query("begin");
    await client.query(
      `update rating.charge c set receipt_id = f.new_id from finished_receipt f
       where c.account_id = f.account_id and c.receipt_id is null and c.ended_at >= $1 and c.ended_at < $2`,
      bounds(month),
    );
    await client.query(
      `insert into receipts.receipt select new_id, 'INV-' || digits || right(number, 7), $1, sequence, account_id, $2, $3,
         time_zone, tier, currency, run_count, subtotal_minor, tax_label, tax_rate_micros, tax_minor, total_minor, seller,
         buyer, payment_terms_days, due_at, issued_at, issued_by, tier_label_en, tier_label_th from finished_receipt`,
      [month, ...bounds(month)],
    );
    await client.query(
      `insert into receipts.line select new_id, position, component, gpu_type, basis, partition, qos, multiplier_micros,
         unit_price_micros, quantity_seconds, run_count, exact_micros, amount_minor from finished_line`,
    );
    await client.query(
      `insert into receipts.item (receipt_id, run_id, ended_at, card_id, cpu_milliseconds, gpu_seconds, memory_kib_seconds,
         cpu_micros, gpu_micros, memory_micros, minimum_micros)
       select c.receipt_id, c.run_id, c.ended_at, c.card_id, c.cpu_milliseconds, c.gpu_seconds, c.memory_kib_seconds,
         c.cpu_micros, c.gpu_micros, c.memory_micros, c.minimum_micros
       from rating.charge c join finished_receipt f on f.new_id = c.receipt_id`,
    );
    await client.query("commit");
    return performance.now() - start;
  } finally {
    client.release();
  }
}

/** The month in Bangkok, which has been seven hours ahead throughout. */
function bounds(month: string): [Date, Date] {
  const from = new Date(`${month}-01T00:00:00+07:00`);
  const to = new Date(`${month}-01T00:00:00Z`);
  to.setUTCMonth(to.getUTCMonth() + 1);
  return [from, new Date(to.getTime() - 7 * 3_600_000)];
}

async function prepareAccounts(owner: pg.Pool): Promise<void> {
  await owner.query("insert into inventory.cluster (name, time_zone) values ('c1', 'UTC')");
  await owner.query("insert into jobs.label (text) values ('cpu'), ('gpu'), ('normal')");
  await owner.query(
    `insert into organisation.billing_account (id, kind, code, name, slurm_user)
     select md5('account' || n)::uuid, 'person', 'user' || n, 'User ' || n, 'user' || n from generate_series(1, $1) n`,
    [ACCOUNTS],
  );
}

/** The same runs and charges as in every other month; ids and times apart. */
async function prepareMonth(owner: pg.Pool, month: string): Promise<void> {
  await owner.query(
    `insert into jobs.run (run_id, cluster_id, job_id, display_id, name, user_label, account_label, partition_label, qos_label,
       node_count, submitted_at, started_at, ended_at, elapsed_seconds, suspended_seconds, requested_cpus, allocated_cpus,
       requested_memory_mib, allocated_memory_mib, gpus, requested_tres, allocated_tres, state, raw_state, batch_id, content_hash)
     select md5($1 || n)::uuid, 1, n, n::text, 'job', 3, 3, 1, 3, 1, t - interval '1 hour', t - interval '1 hour', t, 3600, 0, 1, 1,
       1024, 1024, 0, '', '', 'completed', 'COMPLETED', md5('batch')::uuid, md5('hash')::uuid
     from (select n, ($1 || '-01')::timestamp at time zone 'Asia/Bangkok' + n * interval '40 seconds' as t
           from generate_series(1, $2) n) s`,
    [month, RUNS],
  );
  await owner.query(
    `insert into rating.charge (run_id, account_id, card_id, ended_at, raw_state, partition_label, qos_label, cpu_milliseconds,
       gpu_seconds, memory_kib_seconds, gpu_type, gpu_parts, partition_multiplier_micros, qos_multiplier_micros, cpu_micros,
       gpu_micros, memory_micros, minimum_micros)
     select md5($1 || n)::uuid, md5('account' || (n % $3 + 1))::uuid, '019a0000-0000-7000-8000-000000000001',
       ($1 || '-01')::timestamp at time zone 'Asia/Bangkok' + n * interval '40 seconds', 'COMPLETED',
       case when n % 10 = 0 then 2 else 1 end, 3, (n::bigint * 7919) % 100000000, case when n % 5 = 0 then n % 9999 + 1 else 0 end,
       (n::bigint * 104729) % 100000000000, case when n % 5 = 0 and n % 50 <> 0 then 'a100' end,
       case when n % 50 = 0 then jsonb_build_array(
         jsonb_build_object('type', 'a100', 'seconds', n % 9999, 'hour_micros', 5000000, 'micros', n % 7919),
         jsonb_build_object('type', 'h100', 'seconds', 1, 'hour_micros', 5000000, 'micros', 1)) end,
       case when n % 10 = 0 then 1500000 else 1000000 end, 1000000, (n::bigint * 7907) % 99999989,
       case when n % 50 = 0 then n % 7919 + 1 when n % 5 = 0 then (n::bigint * 6991) % 88888883 else 0 end,
       (n::bigint * 5003) % 77777777, 0
     from generate_series(1, $2) n`,
    [month, RUNS, ACCOUNTS],
  );
  await owner.query("vacuum analyze jobs.run, rating.charge, receipts.receipt, receipts.line, receipts.item");
  await owner.query("checkpoint");
}

/** Every line of a month as one text, so that one month can be compared with another. */
async function linesOf(owner: pg.Pool, month: string): Promise<string> {
  const { rows } = await owner.query<{ digest: string }>(
    `select md5(string_agg(concat_ws(' ', r.account_id, r.sequence, r.run_count, r.subtotal_minor, r.tax_minor, l.position,
       l.component, l.gpu_type, l.partition, l.unit_price_micros, l.quantity_seconds, l.run_count, l.exact_micros, l.amount_minor,
       i.runs, i.micros), E'\\n' order by r.sequence, l.position)) as digest
     from receipts.receipt r join receipts.line l on l.receipt_id = r.id
     join (select receipt_id, count(*) as runs, sum(cpu_micros::numeric + gpu_micros + memory_micros) as micros
           from receipts.item group by receipt_id) i on i.receipt_id = r.id
     where r.month = $1`,
    [month],
  );
  return rows[0]?.digest ?? "";
}
