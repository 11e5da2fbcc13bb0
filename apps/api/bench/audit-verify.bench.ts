// Verifying the chain from PostgreSQL, columns and all, against the bare digests of the same records in memory: for each
// a createHash over the link, a createHmac over its hash and one over the record, which is what verification proves.
import { createHash, createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { recordEvents } from "../src/domains/audit/record-event.ts";
import { sealRecords } from "../src/domains/audit/seal-records.ts";
import { verifyAudit } from "../src/domains/audit/verify-audit.ts";
import { transact } from "../src/platform/db.ts";
import { startBenchServer } from "./bench-database.ts";
import { median, printResult } from "./bench-result.ts";
import { benchContext } from "./ingest-context.ts";

const RECORDS = 100_000;
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const CHUNK = 5_000;
const MUST = 0.6;

await using server = await startBenchServer();
await using database = await server.createDatabase();
const ctx = {
  ...benchContext(database.db),
  requestId: "01890a5d-ac96-774b-bcce-b302099a8000",
  client: { ip: "203.0.113.77", userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0" },
  call: { method: "POST", operation: "issueReceipts", status: 201 },
};
for (let from = 0; from < RECORDS; from += CHUNK) {
  const events = Array.from({ length: CHUNK }, (_, index) => ({
    action: "receipt.issued",
    subject: `01890a5d-ac96-774b-bcce-${String(from + index).padStart(12, "0")}`,
    detail: {
      number: `INV-202602-${String(from + index).padStart(6, "0")}`,
      total: "116.53",
      currency: "THB",
      runs: 3,
    },
  }));
  await transact(ctx.db, async (tx) => await recordEvents(tx, ctx, events));
}
await sealRecords(ctx);
await database.owner.query("vacuum analyze");
const { rows } = await database.owner.query<{ canonical: Buffer }>(
  "select r.canonical from audit.seal s join audit.record r on r.id = s.record_id order by s.sequence",
);
const records = rows.map(({ canonical }) => canonical);

interface Rate {
  /** Records a second by the clock. */
  readonly rate: number;
  /** Records for each second of this process's own time on a core. */
  readonly cpu: number;
  /** The same with PostgreSQL's time for it added. */
  readonly total: number;
}

function rateSince(from: number, cpu: NodeJS.CpuUsage): Rate {
  const { user, system } = process.cpuUsage(cpu);
  const own = (RECORDS * 1e6) / (user + system);
  return { rate: (RECORDS * 1000) / (performance.now() - from), cpu: own, total: own };
}

/** The bare digests; `signatures` 1: only the chain's own. */
function bare(signatures: 1 | 2): Rate {
  const { secret } = ctx.config.auditKeys[0];
  const [from, cpu] = [performance.now(), process.cpuUsage()];
  let hash: Buffer = Buffer.alloc(32);
  for (const canonical of records) {
    hash = createHash("sha256").update(hash).update(canonical).digest();
    createHmac("sha256", secret).update(hash).digest();
    if (signatures === 2) createHmac("sha256", secret).update(canonical).digest();
  }
  return rateSince(from, cpu);
}

async function verified(): Promise<Rate> {
  const [from, cpu, backends] = [performance.now(), process.cpuUsage(), await backendMicroseconds()];
  const { bad, checked } = await verifyAudit(ctx);
  if (bad !== null || checked !== BigInt(RECORDS)) throw new Error(`the chain does not hold: ${JSON.stringify(bad)}`);
  const rate = rateSince(from, cpu);
  const total = (RECORDS * 1e6) / rate.cpu + (await backendMicroseconds()) - backends;
  return { ...rate, total: (RECORDS * 1e6) / total };
}

/** The time on a core that PostgreSQL has spent for our connections so far, in steps of 10 ms. */
async function backendMicroseconds(): Promise<number> {
  const pids = await database.owner.query<{ pid: number }>(
    "select pid from pg_stat_activity where datname = current_database() and application_name = 'purser'",
  );
  const times = pids.rows.map(({ pid }) => {
    const fields = readFileSync(`/proc/${pid}/stat`, "latin1").split(") ")[1]?.split(" ") ?? [];
    return (Number(fields[11]) + Number(fields[12])) * 10_000;
  });
  return times.reduce((sum, time) => sum + time, 0);
}

const rounds: { own: Rate; both: Rate; chain: Rate }[] = [];
for (let round = 0; round <= ROUNDS; round += 1) {
  const each = { own: await verified(), both: bare(2), chain: bare(1) };
  const [own, both, chain] = [each.own, each.both, each.chain].map(
    ({ rate, cpu }) => `${rate.toFixed(0)} (${cpu.toFixed(0)} of one core)`,
  );
  console.log(`round ${round}: ${own} a second against ${both}, ${chain} with one signature`);
  if (round > 0) rounds.push(each); // the first one warms up
}
const ratio = (of: (round: (typeof rounds)[number]) => number) => median(rounds.map(of));
const byTheClock = ratio(({ own, both }) => own.rate / both.rate);
printResult({
  bench: "audit-verify",
  ratio: ratio(({ own, both }) => own.cpu / both.cpu),
  goal: { must: MUST, aim: 1 },
  better: "higher",
  unit: "records verified a second of the process's own core, from PostgreSQL",
  value: ratio(({ own }) => own.cpu),
  reference: ratio(({ both }) => both.cpu),
  rounds: rounds.length,
  detail: {
    records: RECORDS,
    againstOneSignature: ratio(({ own, chain }) => own.cpu / chain.cpu),
    withPostgres: ratio(({ own, both }) => own.total / both.cpu),
    byTheClock: { ratio: byTheClock, must: MUST, pass: byTheClock >= MUST },
  },
});
