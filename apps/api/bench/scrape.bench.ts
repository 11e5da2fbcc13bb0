// What finished runs cost a scrape of /metrics: 1,000 running runs with 100,000 finished ones, against 1,000 running alone.
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { signInAs } from "../src/testing/tokens.ts";
import { type BenchDatabase, startBenchServer } from "./bench-database.ts";
import { median, printResult } from "./bench-result.ts";
import { ingest } from "./ingest-context.ts";
import { writeSacctFile } from "./sacct-file.ts";
import { METRICS_TOKEN, servedApp } from "./served-app.ts";

const RUNNING = 1_000;
const FINISHED = 100_000;
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 40);
const WARM_UP = 10;
const SCRAPES = 20;
const AT_ONCE = 100;

await using server = await startBenchServer();
await using small = await server.createDatabase();
await using large = await server.createDatabase();
await finish(large);
const [alone, among] = [await running(small), await running(large)];
// Short pieces in turn, the one and then the other first, so that whatever else the machine does falls on both: both make
// the same garbage, and it is always collected in the same piece of several.
const rounds: { alone: number; among: number }[] = [];
for (let round = -WARM_UP; round < ROUNDS; round += 1) {
  const each = { alone: 0, among: 0 };
  const pieces = [
    async () => (each.alone = await millisecondsOf(alone)),
    async () => (each.among = await millisecondsOf(among)),
  ];
  for (const piece of round % 2 === 0 ? pieces : pieces.reverse()) await piece();
  if (round >= 0) rounds.push(each);
}
const bytes = (await among.scrape()).length;
await Promise.all([alone.close(), among.close()]);
printResult({
  bench: "scrape",
  ratio: median(rounds.map((each) => each.among / each.alone)),
  goal: { must: 1.2, aim: 1.05 },
  better: "lower",
  unit: "milliseconds for a scrape, against the same without finished runs",
  value: median(rounds.map((each) => each.among)),
  reference: median(rounds.map((each) => each.alone)),
  rounds: rounds.length,
  detail: { running: RUNNING, finished: FINISHED, bytes },
});

async function millisecondsOf({ scrape }: { scrape: () => Promise<string> }): Promise<number> {
  const started = performance.now();
  for (let index = 0; index < SCRAPES; index += 1) await scrape();
  return (performance.now() - started) / SCRAPES;
}

/** Runs that have ended, as accounting and events tell of them. */
async function finish({ db, owner }: BenchDatabase): Promise<void> {
  const file = join(tmpdir(), `purser-scrape-${process.pid}.psv`);
  try {
    await writeSacctFile(file, { runs: FINISHED, seed: 1, firstMonth: "2026-06" });
    await ingest(db, file);
  } finally {
    await rm(file, { force: true });
  }
  await owner.query(`
    insert into jobs.event_run (run_id, key_id, cluster_id, job_id, under_way, state, raw_state, submitted_at, started_at,
      ended_at, nodes, nodes_started, nodes_finished, gpu_devices, told, last_event_at)
    select r.run_id, r.run_id, r.cluster_id, r.job_id, false, r.state, r.raw_state, r.submitted_at, r.started_at, r.ended_at,
      '{c1}', '{c1}', '{c1}', '{}', '{}', now()
    from jobs.run as r`);
  await owner.query(`
    insert into samples.series (run_id, node_label, first_at, last_at, sample_count, cpu_count, cpu_sum, memory_count,
      memory_sum, gpu_count, gpu_sum, last_cpu, last_memory)
    select r.run_id, r.user_label, now(), now(), 1, 1, 5000, 1, 5000, 0, 0, 5000, 5000 from jobs.run as r`);
  await owner.query("vacuum analyze");
}

/** Serves a database with runs that are under way, each with what it uses. */
async function running({ db }: BenchDatabase) {
  const { app, ctx, close } = await servedApp({ db });
  const { headers } = await signInAs(ctx, "center_admin", { username: "bench" });
  const timestamp = new Date().toISOString();
  const runIds: string[] = [];
  for (let from = 0; from < RUNNING; from += AT_ONCE) {
    const answers = Array.from({ length: AT_ONCE }, async (_, index) => {
      const id = 10_000_000 + from + index;
      const job = {
        cluster: "bench",
        job_id: id,
        user: `user${id % 50}`,
        node_list: [`c${id % 200}`],
        partition: "gpu",
      };
      const payload = { ...job, timestamp, submit_time: timestamp, cpu_allocation: 8, account: "physics" };
      return await app.inject({ method: "POST", url: "/api/v1/events/job-started", headers, payload });
    });
    for (const answer of await Promise.all(answers)) runIds.push(answer.json().run_id);
  }
  const gpus = [
    {
      id: "0",
      vendor: "nvidia",
      utilization_percent: 40,
      memory_mib: 2_000,
      power_watts: 120,
      temperature_celsius: 55,
    },
  ];
  const measured = { timestamp, cpu_percent: 50, memory_mib: 1_024, gpu_percent: 40, gpus, source: "push" };
  const samples = runIds.map((runId, index) => ({ run_id: runId, node: `c${index % 200}`, ...measured }));
  await app.inject({ method: "POST", url: "/api/v1/samples", headers, payload: { samples } });
  const scrape = async () => {
    const { body } = await app.inject({ url: "/metrics", headers: { authorization: `Bearer ${METRICS_TOKEN}` } });
    return body;
  };
  const text = await scrape();
  const series = text.split("\n").filter((line) => line.startsWith("hpc_job_cpu_usage_percent{")).length;
  if (series !== RUNNING) throw new Error(`${series} of ${RUNNING} running runs have series`);
  return { scrape, close };
}
