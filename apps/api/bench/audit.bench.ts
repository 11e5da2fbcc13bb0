// What a signed audit record in the same transaction costs a small write: 16 writers that insert a row each, with and
// without it, while a sealer links the records. The lag is from a record's commit to its link's.
import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { v7 as uuidv7 } from "uuid";
import { recordEvent } from "../src/domains/audit/record-event.ts";
import { sealRecords } from "../src/domains/audit/seal-records.ts";
import { startSealer } from "../src/domains/audit/start-sealer.ts";
import { verifyAudit } from "../src/domains/audit/verify-audit.ts";
import { createDb, type Tx, transact } from "../src/platform/db.ts";
import { startBenchServer } from "./bench-database.ts";
import { median, printResult } from "./bench-result.ts";
import { benchContext } from "./ingest-context.ts";

const WRITERS = 16;
/** Many short rounds: the machine's pace changes from second to second, and both sides of a round should have the same. */
const SECONDS = Number(process.env.BENCH_SECONDS ?? 0.5);
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 40);
/** Both sides have to be compiled before either is measured: a program that has just been started is nobody's concern. */
const WARM_UP = 12;
const LAG_SECONDS = 5;
const LAG_GOAL = 100;

await using server = await startBenchServer();
await using database = await server.createDatabase();
await database.owner.query(`
  create schema bench;
  grant usage on schema bench to purser_app;
  create table bench.thing (id uuid primary key, name text not null, amount_micros bigint not null, changed_at timestamptz not null default now());
  grant select, insert on bench.thing to purser_app`);
const url = String(database.owner.options.connectionString);
await using db = createDb({ url, maxConnections: WRITERS + 4, onError: () => {} });
const ctx = {
  ...benchContext(db),
  actor: { ...benchContext(db).actor, id: uuidv7(), username: "finance", roles: ["finance"] },
  requestId: uuidv7(),
  client: { ip: "203.0.113.77", userAgent: "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0" },
  call: { method: "PATCH", operation: "updateThing", status: 200 },
};

async function write(tx: Tx, id: string): Promise<void> {
  await sql`insert into bench.thing (id, name, amount_micros) values (${id}, ${"a thing that is written"}, ${1_000_000n})`.execute(
    tx,
  );
}

async function record(tx: Tx, id: string): Promise<void> {
  const detail = {
    from: { name: null, amount: "0.000000" },
    to: { name: "a thing that is written", amount: "1.000000" },
  };
  await recordEvent(tx, ctx, { action: "thing.changed", subject: id, detail });
}

/** Writes for a while; returns how many a second. */
async function writesPerSecond(
  work: (tx: Tx, id: string) => Promise<void>,
  { seconds = SECONDS, committed }: { seconds?: number; committed?: Map<string, number> } = {},
): Promise<number> {
  const from = performance.now();
  let count = 0;
  const writer = async () => {
    while (performance.now() - from < seconds * 1000) {
      const id = uuidv7();
      await transact(db, async (tx) => await work(tx, id));
      committed?.set(id, performance.timeOrigin + performance.now());
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: WRITERS }, writer));
  return (count * 1000) / (performance.now() - from);
}

const audited = async (tx: Tx, id: string) => {
  await write(tx, id);
  await record(tx, id);
};

/** How long after its commit each record was seen in the chain, in milliseconds, while all writers write. */
async function lagsOfSeals(): Promise<number[]> {
  const watcher = fork(join(import.meta.dirname, "seal-watcher.mjs"), [url]);
  await once(watcher, "message");
  const committed = new Map<string, number>();
  await writesPerSecond(audited, { seconds: LAG_SECONDS, committed });
  await sleep(500);
  watcher.send("stop");
  const [seen] = (await once(watcher, "message")) as [[string, number][]];
  return seen.flatMap(([subject, at]) => {
    const commit = committed.get(subject);
    return commit === undefined ? [] : [Math.max(0, at - commit)];
  });
}

const rounds: { plain: number; audited: number }[] = [];
await using _sealer = startSealer({ db, config: ctx.config, log: { warn: console.error, info: () => {} } });
for (let round = 1 - WARM_UP; round <= ROUNDS; round += 1) {
  const each = { plain: await writesPerSecond(write), audited: await writesPerSecond(audited) };
  console.log(`round ${round}: ${each.audited.toFixed(0)} audited against ${each.plain.toFixed(0)} a second`);
  if (round > 0) rounds.push(each);
}

// The lag is watched in a run of its own, so that watching costs the ratio nothing.
const lags = await lagsOfSeals();
await sealRecords(ctx);
const { bad, unsealed, checked } = await verifyAudit(ctx);
if (bad !== null || unsealed > 0n) throw new Error(`the chain does not hold: ${JSON.stringify(bad)}`);
lags.sort((a, b) => a - b);
const lag = (share: number) => lags[Math.min(lags.length - 1, Math.floor(lags.length * share))] ?? Number.NaN;
printResult({
  bench: "audit",
  ratio: median(rounds.map(({ plain, audited }) => audited / plain)),
  goal: { must: 0.6, aim: 0.75 },
  better: "higher",
  unit: "writes per second with their audit record, 16 writers, sealer running",
  value: median(rounds.map(({ audited }) => audited)),
  reference: median(rounds.map(({ plain }) => plain)),
  rounds: rounds.length,
  detail: {
    verified: Number(checked),
    lag: {
      unit: "ms",
      p50: lag(0.5),
      p99: lag(0.99),
      must: LAG_GOAL,
      pass: lag(0.99) <= LAG_GOAL,
      records: lags.length,
    },
  },
});
