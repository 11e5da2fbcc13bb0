import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { jobLifter } from "../../integrations/slurm/job-lifter.ts";
import { SYSTEM_ACTOR } from "../../platform/context.ts";
import { createLog } from "../../platform/log.ts";
import { type ContractApp, startContractApp, testConfig } from "../../testing/contract-app.ts";
import { createTestDatabase } from "../../testing/database.ts";
import { lowerJob } from "../../testing/lower-job.ts";
import { push, pushedRun } from "../../testing/push-api.ts";
import { recordedJson } from "../../testing/recordings.ts";
import { storedTruth } from "../../testing/stored-truth.ts";
import { type SignedIn, signInAs } from "../../testing/tokens.ts";
import { storedRuns, upload } from "../../testing/usage-api.ts";
import { runPricer } from "../rating/run-pricer.ts";
import type { JsonObject } from "./core/json-values.ts";
import { ingestUsage } from "./ingest-usage.ts";
import { retryRejects } from "./retry-rejects.ts";

const RECORDED = new Date("2026-11-21T04:00:00Z");
/** So early that everything recorded lies too far ahead to be believed. */
const EARLY = new Date("2026-01-01T00:00:00Z");
const LIVES: readonly string[] = ["RUNNING", "PENDING", "SUSPENDED"];
const JOBS = (JSON.parse(recordedJson("sacct-22.05-v0.0.38").toString()).jobs as JsonObject[])
  .map((job) => jobLifter.lift(job, 38))
  .slice(0, 60);

const meta = (version: number) =>
  version < 40
    ? { plugin: { type: `openapi/dbv0.0.${version}` } }
    : { plugin: { data_parser: `data_parser/v0.0.${version}` } };

/** What is in the database after a source was read by these clocks: what could not be read by one is read by the next. */
async function truthAfter(document: string, clocks: readonly Date[]) {
  await using database = await createTestDatabase();
  const app = { db: database.db, config: testConfig(database.url), log: createLog({ level: "silent" }) };
  const ports = { pricer: runPricer, lifter: jobLifter };
  const at = (now: Date) => ({
    ...{ ...app, ...ports, actor: SYSTEM_ACTOR, requestId: null, client: null, call: null },
    now: () => now,
  });
  const [first = RECORDED, ...later] = clocks;
  const input = { source: "file", sourceName: "test", cluster: null, timeZone: null, idempotencyKey: null } as const;
  const batch = await ingestUsage(at(first), { ...input, content: Readable.from([Buffer.from(document)]) });
  const retried = [];
  for (const clock of later) retried.push(await retryRejects(at(clock), { batchId: batch.id, idempotencyKey: null }));
  return { batch, retried, truth: await storedTruth(database.db) };
}

describe("rejects of JSON that are read again", () => {
  it.each([36, 37, 38, 39, 40, 41, 42, 43, 44, 45])("end in the rows that v0.0.%i tells", async (version) => {
    const jobs = JOBS.map((job) => lowerJob(job, version));
    const document = JSON.stringify(version < 40 ? { meta: meta(version), jobs } : { jobs, meta: meta(version) });
    const plain = await truthAfter(document, [RECORDED]);
    const { batch, retried, truth } = await truthAfter(document, [EARLY, RECORDED]);
    expect(batch).toMatchObject({ rejected: JOBS.length, runs_new: 0, can_retry: true });
    expect(retried).toMatchObject([
      {
        ...{ source: "retry", format: "json", api_version: `v0.0.${version}`, time_zone: "UTC", can_retry: false },
        ...{ lines_read: JOBS.length, runs_new: JOBS.length, rejected: 0 },
        steps_merged: plain.batch.steps_merged,
      },
    ]);
    expect(truth).toEqual(plain.truth);
    expect(truth.runs.filter(({ raw_state }) => !LIVES.includes(String(raw_state))).length).toBeGreaterThan(30);
  });
}, 120_000);

describe("single records", () => {
  let app: ContractApp;
  let now = new Date("2026-03-01T00:00:00Z");
  let finance: SignedIn;
  /** Sets the clock. Sign-ins do not live as long as the clock is moved by. */
  const at = async (time: string) => {
    now = new Date(time);
    finance = await signInAs(app.ctx, "finance");
  };
  beforeAll(async () => {
    app = await startContractApp({ now: () => now });
  });
  afterAll(async () => {
    const { rows } = await app.ctx.db.pool.query("select * from platform.check_invariants()");
    expect(rows).toEqual([]);
    await app[Symbol.asyncDispose]();
  });

  const retry = async (batchId: string) =>
    await app.inject({
      method: "POST",
      url: `/api/v1/usage/batches/${batchId}/rejects/retry`,
      headers: finance.headers,
    });
  const brought = async (body: string) => await upload(app, body, { as: finance });
  const open = async (batchId: string) => {
    const url = `/api/v1/usage/batches/${batchId}/rejects?state=open`;
    const { data } = (await app.inject({ url, headers: finance.headers })).json();
    return data.map((reject: Record<string, unknown>) => [reject.line_number, reject.reason, reject.field]);
  };
  const runsOf = async (...ids: number[]) =>
    (await storedRuns(app)).filter(({ job_id }) => ids.includes(Number(job_id)));
  const T = Date.parse("2026-03-01T01:00:00Z") / 1000;
  const some = (number: number) => ({ set: true, infinite: false, number });
  const step = (id: string, end: number, mib: number) => ({
    step: { id, name: "x" },
    time: { start: some(T + 10), end: some(end), elapsed: 60, total: { seconds: 7, microseconds: 0 } },
    tres: { requested: { max: [{ type: "mem", name: "", id: 2, count: mib * 1024 * 1024 }], average: [] } },
  });
  const job = (job_id: number, steps: readonly unknown[] = [], end = T + 3600): JsonObject => ({
    ...{ job_id, cluster: "", association: { cluster: "alpha", user: "ann", account: "astro" } },
    state: { current: ["COMPLETED"], reason: "None" },
    time: { submission: T, eligible: T, start: T, end, elapsed: end - T, suspended: 0 },
    tres: { allocated: [{ type: "cpu", name: "", id: 1, count: 2 }], requested: [] },
    steps,
  });
  const document = (...jobs: readonly unknown[]) => JSON.stringify({ jobs, meta: meta(42) });

  it("gives a step that was set aside to the run that it is of, and leaves open what is still wrong", async () => {
    await at("2026-03-01T01:30:00Z");
    const tooEarly = T + 100_000;
    const steps = [step("1.batch", T + 20, 5), step("1.0", tooEarly, 9), step("1.?", T + 20, 99)];
    const batch = (await brought(document(job(1, steps), job(2, steps, tooEarly), "no job"))).json();
    expect(await open(batch.id)).toEqual([
      [3, "TIME_IN_FUTURE", "steps.time.end"],
      [4, "JOB_ID_INVALID", "steps.step.id"],
      [5, "TIME_IN_FUTURE", "time.end"],
      [6, "VALUE_INVALID", null],
    ]);
    expect(await runsOf(1, 2)).toMatchObject([{ job_id: 1, max_rss_kib: 5 * 1024 }]);
    await at("2026-03-03T00:00:00Z");
    const retried = (await retry(batch.id)).json();
    expect(retried).toMatchObject({ lines_read: 4, runs_new: 1, runs_changed: 1, rejected: 3, api_version: "v0.0.42" });
    // The second job is known now; the line stays open for the step in it that nobody can read.
    expect(await open(batch.id)).toEqual([
      [4, "JOB_ID_INVALID", "steps.step.id"],
      [5, "TIME_IN_FUTURE", "time.end"],
      [6, "VALUE_INVALID", null],
    ]);
    const runs = await runsOf(1, 2);
    expect(runs.map(({ job_id, max_rss_kib }) => [job_id, max_rss_kib]).sort()).toEqual([
      [1, 9 * 1024],
      [2, 9 * 1024],
    ]);
    expect((await retry(batch.id)).json()).toMatchObject({
      runs_new: 0,
      runs_changed: 0,
      runs_unchanged: 1,
      rejected: 3,
    });
  });

  it("finds the run of a step that came before it", async () => {
    await at("2026-03-01T03:00:00Z");
    const early = {
      ...step("3.0", T - 50, 9),
      time: { ...step("3.0", T, 9).time, start: some(T - 60), end: some(T - 50) },
    };
    const batch = (await brought(document(job(3, [early])))).json();
    expect(await open(batch.id)).toEqual([[2, "STEP_WITHOUT_RUN", "JobIDRaw"]]);
    expect((await retry(batch.id)).json()).toMatchObject({ runs_changed: 0, rejected: 1 });
    const before = {
      ...job(3),
      time: { submission: T - 90, eligible: T - 90, start: T - 80, end: T - 40, elapsed: 40 },
    };
    await brought(document(before));
    expect((await retry(batch.id)).json()).toMatchObject({ runs_changed: 1, steps_merged: 1, rejected: 0 });
    expect((await runsOf(3)).map(({ max_rss_kib }) => max_rss_kib).sort()).toEqual([null, 9 * 1024].sort());
  });

  it("does not read what was cut, and says so where there is nothing else", async () => {
    await at("2026-03-01T03:00:00Z");
    const long = { ...job(4, [], T + 200_000), comment: "x".repeat(1_100_000) };
    const batch = (await brought(document(long))).json();
    await at("2026-03-04T03:00:00Z");
    expect((await retry(batch.id)).json()).toMatchObject({ runs_new: 0, rejected: 1 });
    const deep = `{"jobs": [{"a": ${"[".repeat(70)}${"]".repeat(70)}}]}`;
    const cut = (await brought(deep)).json();
    expect((await retry(cut.id)).json()).toMatchObject({ error: { code: "REJECTS_NONE_OPEN" } });
  });

  it("takes pushed records in as they were told, each with the fields that it speaks of", async () => {
    await at("2026-03-01T01:30:00Z");
    await push(app, [pushedRun(11, { ended_at: null, state: "RUNNING", max_rss_kib: 77 })], { as: finance });
    const late = { ended_at: "2026-03-03T02:00:00Z" };
    const records = [
      pushedRun(11, late),
      pushedRun(12),
      { nonsense: true },
      pushedRun(13, { ...late, max_rss_kib: 5 }),
    ];
    const { batch } = (await push(app, records, { as: finance })).json();
    expect(batch).toMatchObject({ rejected: 3, can_retry: true });
    await at("2026-03-03T03:00:00Z");
    const retried = (await retry(batch.id)).json();
    expect(retried).toMatchObject({
      ...{ source: "retry", format: "json", source_name: "exporter", cluster: "lotus", retry_of: batch.id },
      ...{ lines_read: 3, runs_new: 1, runs_changed: 1, rejected: 1 },
    });
    expect(await open(batch.id)).toEqual([[3, "FIELD_UNKNOWN", "nonsense"]]);
    // The first record says nothing of memory: what was known of it stays.
    const runs = await runsOf(11, 13);
    expect(runs.map(({ job_id, max_rss_kib, raw_state }) => [job_id, max_rss_kib, raw_state]).sort()).toEqual([
      [11, 77, "COMPLETED"],
      [13, 5, "COMPLETED"],
    ]);
  });
});
