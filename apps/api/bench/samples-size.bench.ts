// What a sample of three values costs on disk once its hour is packed, indexes and all, against flat rows with their primary
// key; and how fast hours are packed. Values wander as those of real jobs do: CPU with noise to two decimals, memory that grows and
// falls by pages, whole percents of a GPU.
import type pg from "pg";
import { compactSamples } from "../src/domains/samples/compact-samples.ts";
import { type BenchDatabase, startBenchServer } from "./bench-database.ts";
import { printResult } from "./bench-result.ts";
import { benchContext } from "./ingest-context.ts";
import { addRunningRuns } from "./sampled-runs.ts";

const RUNS = 100;
const HOURS = 24;

/** Yesterday of each run at every thirty seconds; the seed is the same each time. */
const SAMPLES = `
  with seed as materialized (select setseed(0.42)),
  steps as (
    select r.run_id, n, random() as noise, random() as page, random() as gpu from seed, jobs.run as r, generate_series(0, $1::int - 1) as n
  ), walk as (
    select run_id, n, noise, gpu,
      sum(case when page < 0.5 then 0 else (page - 0.75) * 160000 end) over (partition by run_id order by n) as pages
    from steps
  )
  insert into samples.sample (run_id, ts, node_label, source, cpu_hundredths, memory_hundredths, gpu_hundredths)
  select run_id, ((now() at time zone 'UTC')::date - 1)::timestamp at time zone 'UTC' + n * interval '30 seconds', 1, 1,
    least(10000, greatest(0, 8000 + (noise - 0.5) * 1000)),
    greatest(0, round((16384 + round(pages) / 256) * 100)), least(100, greatest(0, round(70 + (gpu - 0.5) * 30))) * 100
  from walk`;

await using server = await startBenchServer();
await using database = await server.createDatabase();
await measure(database);

async function measure({ db, owner }: BenchDatabase): Promise<void> {
  await addRunningRuns(owner, RUNS);
  await owner.query("select samples.make_day((now() at time zone 'UTC')::date - 1)");
  const { rowCount } = await owner.query(SAMPLES, [HOURS * 120]);
  const samples = rowCount ?? 0;
  const flat = (await sizeOf(owner, "sample")) / samples;
  const ctx = { ...benchContext(db), now: () => new Date() };
  const from = process.cpuUsage();
  const packed = await compactSamples(ctx);
  const { user, system } = process.cpuUsage(from);
  await compactSamples(ctx); // gives back the room of what the first round emptied
  if (packed !== samples) throw new Error(`${packed} of ${samples} samples were packed`);
  const bytes = ((await sizeOf(owner, "sample")) + (await sizeOf(owner, "packed_hour"))) / samples;
  printResult({
    bench: "samples-size",
    ratio: bytes,
    goal: { must: 8, aim: 5 },
    better: "lower",
    unit: "bytes on disk for each sample of three values, indexes included",
    value: bytes,
    reference: flat,
    rounds: 1,
    detail: { samples, flatBytes: flat, packMicrosecondsEach: (user + system) / samples },
  });
}

async function sizeOf(owner: pg.Pool, parent: string): Promise<number> {
  await owner.query("vacuum");
  const { rows } = await owner.query<{ bytes: string }>(
    "select sum(pg_total_relation_size(inhrelid)) as bytes from pg_inherits where inhparent = ('samples.' || $1)::regclass",
    [parent],
  );
  return Number(rows[0]?.bytes);
}
