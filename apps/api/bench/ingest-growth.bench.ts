// Whether ingest stays as fast as the tables grow, and as small as the text grows: batches of 10,000 runs into a million
// runs against the same into 10,000, and the memory that a gigabyte of text takes.
import { setImmediate as turn } from "node:timers/promises";
import { billingMonth } from "@purser/kernel/period";
import { sacctText } from "../src/demo/sacct-text.ts";
import { runPricer } from "../src/domains/rating/run-pricer.ts";
import { ingestUsage } from "../src/domains/usage/ingest-usage.ts";
import { jobLifter } from "../src/integrations/slurm/job-lifter.ts";
import type { Db } from "../src/platform/db.ts";
import { type BenchDatabase, type BenchServer, startBenchServer } from "./bench-database.ts";
import { median, printResult } from "./bench-result.ts";
import { benchContext } from "./ingest-context.ts";

const BATCH = 10_000;
const COPIES = Number(process.env.BENCH_COPIES ?? 100);
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const TEXT_BYTES = Number(process.env.BENCH_BYTES ?? 1_000_000_000);
const MEBIBYTE = 1_048_576;
const SPAN = { from: billingMonth("2026-06", "UTC").from, to: billingMonth("2026-09", "UTC").from };

await using server = await startBenchServer();
// First, while the process is still as small as it ever is.
const memory = await measureMemory(server);
await measureGrowth(server);

/** How much the resident set grows above idle while a long text is ingested that lies nowhere as a whole. */
async function measureMemory(from: BenchServer): Promise<{ mebibytes: number; bytes: number; runs: number }> {
  await using database = await from.createDatabase();
  await ingestText(database.db, sacctText({ ...SPAN, seed: 1, runs: BATCH })); // what is loaded once is loaded
  globalThis.gc?.();
  const idle = process.memoryUsage.rss();
  let peak = idle;
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 20);
  const { bytes_read, runs_new } = await ingestText(database.db, upTo(TEXT_BYTES));
  clearInterval(timer);
  const mebibytes = (peak - idle) / MEBIBYTE;
  console.log(`memory: ${mebibytes.toFixed(0)} MiB above idle for ${bytes_read} bytes, ${runs_new} runs`);
  return { mebibytes, bytes: bytes_read, runs: runs_new };
}

function* upTo(limit: number): Generator<Buffer> {
  let bytes = 0;
  for (const chunk of sacctText({ ...SPAN, seed: 2, runs: Math.ceil(limit / 300) })) {
    yield chunk;
    bytes += chunk.length;
    if (bytes >= limit) return;
  }
}

async function measureGrowth(from: BenchServer): Promise<void> {
  await using small = await from.createDatabase();
  await using large = await from.createDatabase();
  for (const { db } of [small, large]) await ingestText(db, sacctText({ ...SPAN, seed: 3, runs: BATCH }));
  await multiply(large);
  for (const { owner } of [small, large]) await owner.query("vacuum analyze");
  const rounds: { small: number; large: number }[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const each = { small: await rateOf(small.db, 10 + round), large: await rateOf(large.db, 10 + round) };
    console.log(`round ${round}: ${each.large.toFixed(0)} runs/s into many against ${each.small.toFixed(0)} into few`);
    if (round > 0) rounds.push(each); // the first one warms up
  }
  printResult({
    bench: "ingest-growth",
    ratio: median(rounds.map((round) => round.large / round.small)),
    goal: { must: 0.8, aim: 0.95 },
    better: "higher",
    unit: `runs per second into ${BATCH * COPIES} runs against into ${BATCH}`,
    value: median(rounds.map((round) => round.large)),
    reference: median(rounds.map((round) => round.small)),
    rounds: ROUNDS,
    detail: { memory: { ...memory, must: 200, aim: 80, pass: memory.mebibytes <= 200 } },
  });
}

async function rateOf(db: Db, seed: number): Promise<number> {
  const from = performance.now();
  const batch = await ingestText(db, sacctText({ ...SPAN, seed, runs: BATCH }));
  return (batch.runs_new * 1000) / (performance.now() - from);
}

async function ingestText(db: Db, text: Iterable<Buffer>) {
  const ctx = { ...benchContext(db), pricer: runPricer, lifter: jobLifter };
  const input = { source: "file" as const, sourceName: "bench", cluster: null, timeZone: "Asia/Bangkok" };
  return await ingestUsage(ctx, { ...input, content: streamed(text), idempotencyKey: null });
}

/** As a socket or a file would give it: with a turn of the event loop before each piece. */
async function* streamed(text: Iterable<Buffer>): AsyncGenerator<Buffer> {
  for (const chunk of text) {
    await turn();
    yield chunk;
  }
}

/** Fills the tables with copies of what is there, under other ids and some minutes apart, in the same three months. */
async function multiply({ owner }: BenchDatabase): Promise<void> {
  const client = await owner.connect();
  try {
    await client.query("set session_replication_role = replica");
    for (const table of ["jobs.run", "rating.charge", "rating.uncharged"]) {
      const { rows } = await client.query<{ name: string; type: string }>(
        `select attname as name, format_type(atttypid, null) as type from pg_attribute
         where attrelid = $1::regclass and attnum > 0 and not attisdropped order by attnum`,
        [table],
      );
      const columns = rows.map(({ name }) => name).join(", ");
      const values = rows.map(({ name, type }) => {
        if (name === "run_id") return "md5(r.run_id::text || n)::uuid";
        return type.startsWith("timestamp") ? `r.${name} + n * interval '7 minutes'` : `r.${name}`;
      });
      await client.query(
        `insert into ${table} (${columns}) select ${values.join(", ")}
         from (select * from ${table}) as r, generate_series(1, ${COPIES - 1}) as n`,
      );
    }
    await client.query("set session_replication_role = origin");
  } finally {
    client.release();
  }
}
