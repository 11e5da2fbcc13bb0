// What a backfill of three months costs over PostgreSQL's own COPY of the finished rows: day by day, each answer in a
// transaction of its own, with runs over the edges of days read again by number. The source answers at once, so that
// Slurm's own time is not in it. The last month is pulled while somebody reads pages of runs one after another: how long
// a page takes then, and at rest.
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import { billingMonth, monthsBefore } from "@purser/kernel/period";
import { sacctText } from "../src/demo/sacct-text.ts";
import { runPricer } from "../src/domains/rating/run-pricer.ts";
import type { AccountingSource, TakeAnswer, TimeWindow } from "../src/domains/usage/core/accounting-source.ts";
import { pullOnce } from "../src/domains/usage/pull-once.ts";
import { requestPull } from "../src/domains/usage/request-pull.ts";
import { jobLifter } from "../src/integrations/slurm/job-lifter.ts";
import { signInAs } from "../src/testing/tokens.ts";
import { startBenchServer } from "./bench-database.ts";
import { median, printResult } from "./bench-result.ts";
import { copyAll, empty, readFinished } from "./finished-rows.ts";
import { servedApp } from "./served-app.ts";

const RUNS = 100_000;
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 3);
const MONTH = "2026-06";
const ZONE = "Asia/Bangkok";
const FROM = billingMonth(MONTH, ZONE).from;
const LAST_MONTH = billingMonth(monthsBefore(MONTH, -2), ZONE).from;
const TO = billingMonth(monthsBefore(MONTH, -3), ZONE).from;
const CLUSTER = "lotus";

interface HeldRun {
  readonly jobId: number;
  readonly from: number;
  readonly to: number;
  /** Its line and those of its steps. */
  readonly lines: string;
}

/** Answers from memory as Slurm would: the runs of a window, or runs by their numbers. */
class HeldSource implements AccountingSource {
  readonly kind = "sacct";
  readonly #header: string;
  readonly #byDay = new Map<number, HeldRun[]>();
  readonly #byId = new Map<number, string>();

  constructor(text: string) {
    const [header = "", ...lines] = text.split("\n");
    this.#header = header;
    for (const run of runsOf(header.split("|"), lines)) this.#hold(run);
  }

  async check(): Promise<never> {
    throw new Error("nobody tries the connection of a bench");
  }

  async read(window: TimeWindow, take: TakeAnswer): Promise<void> {
    const runs = this.#byDay.get(dayOf(window.from)) ?? [];
    const lines = runs.filter(({ from, to }) => from < window.to && to >= window.from).map((run) => run.lines);
    await take({ format: { kind: "sacct" }, coverage: "active", window, bytes: this.#bytes(lines) });
  }

  async readWhole(jobIds: readonly number[], window: TimeWindow, take: TakeAnswer): Promise<void> {
    const lines = jobIds.map((jobId) => this.#byId.get(jobId) ?? "");
    await take({ format: { kind: "sacct" }, coverage: "whole", window, bytes: this.#bytes(lines) });
  }

  #hold(run: HeldRun): void {
    this.#byId.set(run.jobId, run.lines);
    for (let day = dayOf(run.from); day <= dayOf(run.to); day += 1) {
      const runs = this.#byDay.get(day) ?? [];
      this.#byDay.set(day, runs);
      runs.push(run);
    }
  }

  async *#bytes(lines: readonly string[]): AsyncGenerator<Buffer> {
    yield Buffer.from(`${[this.#header, ...lines].join("\n")}\n`);
  }
}

function runsOf(columns: readonly string[], lines: readonly string[]): HeldRun[] {
  const place = (name: string) => columns.indexOf(name);
  const [id, start, end] = [place("JobIDRaw"), place("Start"), place("End")];
  const time = (text: string | undefined) => Date.parse(`${text}+07:00`) / 1_000 || 0;
  const runs: { jobId: number; from: number; to: number; lines: string }[] = [];
  for (const line of lines) {
    const fields = line.split("|");
    const last = runs.at(-1);
    if (fields[id]?.includes(".") && last !== undefined) last.lines += `\n${line}`;
    else if (line !== "") {
      const to = time(fields[end]);
      // A run that never started is of the time it was cancelled at.
      runs.push({ jobId: Number(fields[id]), from: time(fields[start]) || to, to, lines: line });
    }
  }
  return runs;
}

/** Days of the zone, as the stretches of the backfill begin at its midnight. */
function dayOf(time: number): number {
  return Math.floor((time - FROM.getTime() / 1_000) / 86_400);
}

const source = new HeldSource([...sacctText({ seed: 1, runs: RUNS, from: FROM, to: TO })].join(""));
await using server = await startBenchServer();
const rounds: { ratio: number; seconds: number; reference: number; idle: number; loaded: number; runs: number }[] = [];
for (let round = 0; round < ROUNDS; round += 1) rounds.push(await measure());
const of = (key: keyof (typeof rounds)[number]) => median(rounds.map((round) => round[key]));
printResult({
  bench: "pull",
  ratio: of("ratio"),
  goal: { must: 0.4, aim: 0.6 },
  better: "higher",
  unit: "speed against COPY of the finished rows",
  value: of("runs") / of("seconds"),
  reference: of("runs") / of("reference"),
  rounds: ROUNDS,
  detail: {
    runs: of("runs"),
    pageOfRuns: { idleP95Ms: of("idle"), pullingP95Ms: of("loaded"), factor: of("loaded") / of("idle") },
    residentMib: Math.round(process.memoryUsage().rss / 1024 / 1024),
  },
});

async function measure() {
  await using database = await server.createDatabase();
  const { app, ctx, close } = await servedApp(database);
  try {
    const { headers } = await signInAs(ctx, "finance", { username: "reader" });
    const url = `${await app.listen({ port: 0, host: "127.0.0.1" })}/api/v1/runs?limit=50`;
    const usage = { ...ctx, pricer: runPricer, lifter: jobLifter };
    const now = Math.floor(Date.now() / 1_000);
    const schedule = { everySeconds: 86_400, overlapSeconds: 0, since: now - 1 };
    const sources = { cluster: CLUSTER, timeZone: ZONE, ...schedule, sources: [source] };
    const signal = new AbortController().signal;
    await pullOnce(usage, sources, signal); // what the schedule wants comes first
    const pullAll = async (from: Date, to: Date) => {
      await requestPull(usage, { sources, from, to, idempotencyKey: null });
      while (await pullOnce(usage, sources, signal));
    };
    const from = performance.now();
    await pullAll(FROM, LAST_MONTH);
    const seconds = (performance.now() - from) / 1_000;
    const finished = await readFinished(database);
    const { rows } = await database.owner.query<{ runs: number }>("select count(*)::float8 as runs from jobs.run");
    const asking = askFor(url, headers.authorization);
    await pullAll(LAST_MONTH, TO);
    const loaded = p95(await asking.stop());
    const afterwards = askFor(url, headers.authorization);
    await sleep(3_000);
    const idle = p95(await afterwards.stop());
    await empty(database);
    const begun = performance.now();
    await copyAll(database, finished);
    const reference = (performance.now() - begun) / 1_000;
    return { ratio: reference / seconds, seconds, reference, idle, loaded, runs: rows[0]?.runs ?? 0 };
  } finally {
    await close();
  }
}

function askFor(url: string, authorization: string): { readonly stop: () => Promise<number[]> } {
  const worker = new Worker(new URL("./latency-client.mjs", import.meta.url), {
    workerData: { url, authorization },
    execArgv: [],
  });
  return {
    stop: async () => {
      const told = once(worker, "message");
      worker.postMessage("stop");
      const [taken] = await told;
      await worker.terminate();
      return taken as number[]; // what the thread sends
    },
  };
}

function p95(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.95)] ?? Number.NaN;
}
