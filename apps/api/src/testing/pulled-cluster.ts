import type pg from "pg";
import { runPricer } from "../domains/rating/run-pricer.ts";
import type { ClusterSources } from "../domains/usage/cluster-sources.ts";
import type { Pull } from "../domains/usage/core/pull.ts";
import { pullOnce } from "../domains/usage/pull-once.ts";
import { listPulls } from "../domains/usage/pulls.queries.ts";
import type { UsageContext } from "../domains/usage/run-pricer.ts";
import { jobLifter } from "../integrations/slurm/job-lifter.ts";
import { systemContext } from "../platform/context.ts";
import type { Db } from "../platform/db.ts";
import { brokenInvariants } from "./billable-runs.ts";
import { type ContractApp, startContractApp } from "./contract-app.ts";
import { ownerPool } from "./owner-pool.ts";
import { ScriptedSource } from "./scripted-source.ts";
import { sacctRun, sacctStep } from "./usage-api.ts";

const DAY = 86_400;
const NEVER = new AbortController().signal;

/** The whole program, and clusters with two sources to pull from, one for each test. */
export class PulledCluster implements AsyncDisposable {
  readonly owner: pg.Pool;
  preferred = new ScriptedSource("sacct");
  second = new ScriptedSource("file");
  /** Seconds since 1970. */
  now = 0;
  lotus: ClusterSources;
  readonly #app: ContractApp;
  #clusters = 0;

  private constructor(app: ContractApp) {
    this.#app = app;
    this.owner = ownerPool(app.database.url);
    this.lotus = this.next();
  }

  static async start(): Promise<PulledCluster> {
    return new PulledCluster(await startContractApp());
  }

  get db(): Db {
    return this.#app.ctx.db;
  }

  /** Another cluster, whose schedule begins three days ago. */
  next(): ClusterSources {
    this.#clusters += 1;
    this.preferred = new ScriptedSource("sacct");
    this.second = new ScriptedSource("file");
    this.now = Math.floor(Date.now() / 1_000);
    const schedule = { everySeconds: 300, overlapSeconds: 3_600, since: this.now - 3 * DAY };
    const sources = [this.preferred, this.second];
    this.lotus = { cluster: `lotus${this.#clusters}`, timeZone: "UTC", ...schedule, sources };
    return this.lotus;
  }

  context(): UsageContext {
    return { ...systemContext(this.#app.ctx), pricer: runPricer, lifter: jobLifter };
  }

  async once(): Promise<boolean> {
    return await pullOnce(this.context(), this.lotus, NEVER);
  }

  async pullAll(ctx: UsageContext = this.context()): Promise<void> {
    while (await pullOnce(ctx, this.lotus, NEVER));
  }

  /** Adds a run of an hour that ended so many seconds ago to what a source holds. */
  addRun(source: ScriptedSource, jobId: number, endedAgo: number): void {
    const [startedAt, endedAt] = [this.now - endedAgo - 3_600, this.now - endedAgo];
    const [start, end] = [localTime(startedAt), localTime(endedAt)];
    const times = { Submit: start, Eligible: start, Start: start, End: end };
    source.runs.push({ startedAt, endedAt, row: sacctRun(jobId, { ...times, Cluster: this.lotus.cluster }) });
  }

  /** Adds a run of two days that ended two hours ago, with a step of ten minutes of a CPU in each half day. */
  addLongRun(source: ScriptedSource, jobId: number): void {
    const [startedAt, endedAt] = [this.now - 2 * DAY - 7_200, this.now - 7_200];
    const of = { Cluster: this.lotus.cluster, Submit: localTime(startedAt), Start: localTime(startedAt) };
    const steps = [0, 1, 2, 3].map((step) => {
      const end = startedAt + (step + 1) * (DAY / 2);
      const times = { Start: localTime(end - 600), End: localTime(end) };
      return { endedAt: end, row: sacctStep(jobId, String(step), { ...of, ...times }) };
    });
    const row = sacctRun(jobId, { ...of, Eligible: of.Start, End: localTime(endedAt), ElapsedRaw: String(2 * DAY) });
    source.runs.push({ startedAt, endedAt, row, steps });
  }

  /** The runs of the cluster that are known. */
  async jobIds(): Promise<number[]> {
    const { rows } = await this.owner.query<{ id: number }>(
      `select r.job_id::int as id from jobs.run r join inventory.cluster c on c.id = r.cluster_id
       where c.name = $1 order by r.job_id`,
      [this.lotus.cluster],
    );
    return rows.map(({ id }) => id);
  }

  async pulls(): Promise<Pull[]> {
    const of = { cluster: this.lotus.cluster, state: null, kind: null, before: null, limit: 100 };
    return await listPulls(this.db, of);
  }

  /** What an hour would do. */
  async askAgain(): Promise<void> {
    const earlier = "update usage.pull set requested_at = requested_at - interval '1 hour' where cluster = $1";
    await this.owner.query(earlier, [this.lotus.cluster]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const broken = await brokenInvariants(this.db);
    await this.owner.end();
    await this.#app[Symbol.asyncDispose]();
    if (broken.length > 0) throw new Error(`what must never be: ${JSON.stringify(broken)}`);
  }
}

const localTime = (time: number) => new Date(time * 1_000).toISOString().slice(0, 19);
