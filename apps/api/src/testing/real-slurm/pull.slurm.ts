import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runPricer } from "../../domains/rating/run-pricer.ts";
import type { ClusterSources } from "../../domains/usage/cluster-sources.ts";
import { pullOnce } from "../../domains/usage/pull-once.ts";
import { listPulls } from "../../domains/usage/pulls.queries.ts";
import { jobLifter } from "../../integrations/slurm/job-lifter.ts";
import { systemContext } from "../../platform/context.ts";
import type { SourceConfig } from "../../sources-config.ts";
import { usageSources } from "../../usage-sources.ts";
import { testConfig } from "../billable-runs.ts";
import { type ContractApp, startContractApp } from "../contract-app.ts";
import { clusterOf, SlurmPrograms, type ToldRun, toldRuns } from "./real-cluster.ts";
import { type ExpectedStates, submitJobs } from "./submit-jobs.ts";

const cluster = clusterOf(process.env);
const slurm = new SlurmPrograms(cluster);
const NEVER = new AbortController().signal;

/** A run as Purser tells it. */
interface KnownRun {
  readonly job_id: number;
  readonly submitted_at: string;
  readonly name: string;
  readonly raw_state: string;
  readonly started_at: string | null;
  readonly ended_at: string | null;
  readonly elapsed_seconds: number;
  readonly allocated_cpus: number;
  readonly allocated_memory_mib: number;
  readonly gpus: number;
}

let folder: string;
let begun: number;
let expected: ExpectedStates;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "purser-real-slurm-"));
  await writeFile(join(folder, "token"), cluster.token);
  begun = Math.floor(Date.now() / 1_000) - 1;
  expected = await submitJobs(slurm);
});
afterAll(async () => {
  for (const name of ["live-running", "live-held"]) await slurm.call("scancel", `--name=${name}`);
  await rm(folder, { recursive: true });
});

const SOURCES: readonly [kind: string, source: () => SourceConfig][] = [
  [
    "slurmrestd",
    () => ({
      ...{ kind: "slurmrestd", url: cluster.url, user: cluster.user },
      token: { file: join(folder, "token") },
    }),
  ],
  ["sacct", () => ({ kind: "sacct", slurm_conf: cluster.slurmConf })],
];

it.each(["slurmrestd", "sacct"])("says of %s that it answers, and which version it is", async (kind) => {
  const sources = sourcesOf(kind).sources;
  const [check] = await Promise.all(sources.map(async (source) => await source.check(NEVER)));
  expect(check?.slurmVersion).toMatch(/^\d+\.\d+/);
  expect(check?.missingColumns).toEqual([]);
});

describe.each(SOURCES.map(([kind]) => kind))("what is pulled from %s", (kind) => {
  let app: ContractApp;
  let told: ToldRun[];
  let known: Map<string, KnownRun>;
  beforeAll(async () => {
    app = await startContractApp();
    await pull(app, kind);
    told = (await toldRuns(slurm, begun)).filter(({ submittedAt }) => submittedAt >= begun);
    known = await knownRuns(app);
  });
  afterAll(async () => await app[Symbol.asyncDispose]());

  it("is every run that sacct tells of, and no other", () => {
    // What is held has not begun to wait, and no window of time has it: it comes when it is let go.
    const visible = told.filter(({ name }) => name !== "live-held");
    expect([...known.keys()].sort()).toEqual(visible.map(keyOf).sort());
  });

  it("has the states that the jobs were brought to", () => {
    for (const [name, states] of Object.entries(expected)) {
      if (name === "live-held") continue;
      const found = [...known.values()].filter((run) => run.name === name).map(stateOf);
      expect([...new Set(found)].sort(), name).toEqual([...states].sort());
    }
  });

  it("agrees with sacct run by run: state, times, CPU-, GPU- and memory-seconds", () => {
    const over = told.filter(({ state }) => state !== "RUNNING" && state !== "PENDING");
    expect(over.length).toBeGreaterThan(20);
    const ours = over.map((run) => figuresOf(known.get(keyOf(run))));
    expect(ours).toEqual(over.map(({ submittedAt: _submitted, name: _name, ...rest }) => rest));
  });

  it("is known already when it is pulled again", async () => {
    await using owner = await ownerOf(app);
    await owner.query("update usage.pull set requested_at = requested_at - interval '1 hour'");
    await pull(app, kind);
    const [last] = await listPulls(app.ctx.db, {
      cluster: cluster.name,
      state: null,
      kind: null,
      before: null,
      limit: 1,
    });
    expect(last).toMatchObject({ state: "done", source: kind, runs_new: 0, rejected: 0, failures: [] });
    // One is running and has run longer since.
    expect(last?.runs_changed).toBeLessThanOrEqual(1);
  });
});

function sourcesOf(kind: string): ClusterSources {
  const source = SOURCES.find(([name]) => name === kind)?.[1]();
  if (source === undefined) throw new Error(`no source ${kind}`);
  const since = new Date(begun * 1_000).toISOString().slice(0, 10);
  const configured = [{ name: cluster.name, time_zone: "UTC", since, sources: [source] }];
  const [made] = usageSources({ config: { ...testConfig(), sources: configured }, now: () => new Date() });
  if (made === undefined) throw new Error("one cluster was configured");
  // The cluster may have seen other jobs before.
  return { ...made, since: begun, overlapSeconds: 0 };
}

/** Who may do what the program may not: make an hour pass. */
async function ownerOf(app: ContractApp) {
  const client = new pg.Client({ connectionString: app.database.url });
  await client.connect();
  return Object.assign(client, { [Symbol.asyncDispose]: async () => await client.end() });
}

async function pull(app: ContractApp, kind: string): Promise<void> {
  const ctx = { ...systemContext(app.ctx), pricer: runPricer, lifter: jobLifter };
  while (await pullOnce(ctx, sourcesOf(kind), NEVER));
}

async function knownRuns(app: ContractApp): Promise<Map<string, KnownRun>> {
  const { headers } = app.as.finance;
  const known = new Map<string, KnownRun>();
  for (let cursor: string | null = ""; cursor !== null; ) {
    const url = `/api/v1/runs?limit=200${cursor && `&cursor=${cursor}`}`;
    const page: { data: { run_id: string }[]; next_cursor: string | null } = (
      await app.inject({ url, headers })
    ).json();
    for (const { run_id: id } of page.data) {
      const run: KnownRun = (await app.inject({ url: `/api/v1/runs/${id}`, headers })).json();
      const submittedAt = seconds(run.submitted_at) ?? 0;
      if (submittedAt >= begun) known.set(`${run.job_id} ${submittedAt}`, run);
    }
    cursor = page.next_cursor;
  }
  return known;
}

const keyOf = ({ jobId, submittedAt }: ToldRun) => `${jobId} ${submittedAt}`;
/** sacct says who cancelled a run, and slurmrestd does not. */
const stateOf = (run: KnownRun) => run.raw_state.replace(/ by \d+$/, "");
const seconds = (time: string | null) => (time === null ? null : Date.parse(time) / 1_000);

function figuresOf(run: KnownRun | undefined): Omit<ToldRun, "submittedAt" | "name"> | undefined {
  if (run === undefined) return undefined;
  const { elapsed_seconds: elapsed } = run;
  return {
    ...{
      jobId: run.job_id,
      state: stateOf(run),
      startedAt: seconds(run.started_at),
      endedAt: seconds(run.ended_at),
      elapsed,
    },
    ...{ cpuSeconds: elapsed * run.allocated_cpus, gpuSeconds: elapsed * run.gpus },
    memoryMibSeconds: elapsed * run.allocated_memory_mib,
  };
}
