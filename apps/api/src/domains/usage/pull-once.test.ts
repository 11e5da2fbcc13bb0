import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { jobLifter } from "../../integrations/slurm/job-lifter.ts";
import { systemContext } from "../../platform/context.ts";
import { brokenInvariants } from "../../testing/billable-runs.ts";
import { type ContractApp, startContractApp } from "../../testing/contract-app.ts";
import { ScriptedSource, unreachable } from "../../testing/scripted-source.ts";
import { sacctRun, sacctStep } from "../../testing/usage-api.ts";
import { runPricer } from "../rating/run-pricer.ts";
import { changePull } from "./change-pull.ts";
import type { ClusterSources } from "./cluster-sources.ts";
import type { Pull } from "./core/pull.ts";
import { pullOnce } from "./pull-once.ts";
import { listPulls, readClusterPulls } from "./pulls.queries.ts";
import { requestPull } from "./request-pull.ts";

const DAY = 86_400;
const NEVER = new AbortController().signal;

let app: ContractApp;
let owner: pg.Pool;
let preferred: ScriptedSource;
let second: ScriptedSource;
let lotus: ClusterSources;
let now: number;
let clusters = 0;
beforeAll(async () => {
  app = await startContractApp();
  owner = new pg.Pool({ connectionString: app.database.url, max: 2 });
});
beforeEach(() => {
  clusters += 1;
  preferred = new ScriptedSource("sacct");
  second = new ScriptedSource("file");
  now = Math.floor(Date.now() / 1_000);
  lotus = {
    ...{ cluster: `lotus${clusters}`, timeZone: "UTC", everySeconds: 300, overlapSeconds: 3_600, since: now - 3 * DAY },
    sources: [preferred, second],
  };
});
afterAll(async () => {
  expect(await brokenInvariants(app.ctx.db)).toEqual([]);
  await owner.end();
  await app[Symbol.asyncDispose]();
});

const context = () => ({ ...systemContext(app.ctx), pricer: runPricer, lifter: jobLifter });
const once = async () => await pullOnce(context(), lotus, NEVER);

async function pullAll(): Promise<void> {
  while (await once());
}

const localTime = (time: number) => new Date(time * 1_000).toISOString().slice(0, 19);

/** Adds a run of an hour that ended so long ago to what a source holds. */
function addRun(source: ScriptedSource, jobId: number, endedAgo: number): void {
  const [startedAt, endedAt] = [now - endedAgo - 3_600, now - endedAgo];
  const [start, end] = [localTime(startedAt), localTime(endedAt)];
  const times = { Submit: start, Eligible: start, Start: start, End: end };
  source.runs.push({ startedAt, endedAt, row: sacctRun(jobId, { ...times, Cluster: lotus.cluster }) });
}

/** Adds a run of two days that ended two hours ago, with a step of ten minutes of a CPU in each half day. */
function addLongRun(source: ScriptedSource, jobId: number): void {
  const [startedAt, endedAt] = [now - 2 * DAY - 7_200, now - 7_200];
  const of = { Cluster: lotus.cluster, Submit: localTime(startedAt), Start: localTime(startedAt) };
  const steps = [0, 1, 2, 3].map((step) => {
    const end = startedAt + (step + 1) * (DAY / 2);
    return {
      endedAt: end,
      row: sacctStep(jobId, String(step), { ...of, Start: localTime(end - 600), End: localTime(end) }),
    };
  });
  const row = sacctRun(jobId, { ...of, Eligible: of.Start, End: localTime(endedAt), ElapsedRaw: String(2 * DAY) });
  source.runs.push({ startedAt, endedAt, row, steps });
}

const jobIds = async () => {
  const { rows } = await app.ctx.db.pool.query<{ job_id: bigint }>(
    "select r.job_id from jobs.run r join inventory.cluster c on c.id = r.cluster_id where c.name = $1 order by r.job_id",
    [lotus.cluster],
  );
  return rows.map((row) => Number(row.job_id));
};
const pulls = async (): Promise<Pull[]> =>
  await listPulls(app.ctx.db, { cluster: lotus.cluster, state: null, kind: null, before: null, limit: 100 });
/** What an hour would do. */
const askAgain = async () =>
  await owner.query("update usage.pull set requested_at = requested_at - interval '1 hour' where cluster = $1", [
    lotus.cluster,
  ]);

describe("the schedule", () => {
  it("reads everything since its beginning a day at a time, and then what is new with an overlap", async () => {
    for (const [jobId, ago] of [
      [1, 2.5 * DAY],
      [2, 1.5 * DAY],
      [3, 600],
    ] as const)
      addRun(preferred, jobId, ago);
    await pullAll();
    expect(await jobIds()).toEqual([1, 2, 3]);
    expect(preferred.asked.map(({ from, to }) => to - from)).toEqual([DAY, DAY, DAY]);
    const [first] = await pulls();
    expect(first).toMatchObject({
      kind: "scheduled",
      state: "done",
      batches: 3,
      runs_new: 3,
      source: "sacct",
      failures: [],
    });
    const { lag_seconds: lag } = await readClusterPulls(app.ctx.db, lotus.cluster);
    expect(lag).toBeLessThan(60);

    expect(await once()).toBe(false); // it is not due yet
    await askAgain();
    preferred.asked.length = 0;
    await pullAll();
    expect(preferred.asked).toHaveLength(1);
    const [window] = preferred.asked;
    expect((window?.to ?? 0) - (window?.from ?? 0)).toBeGreaterThanOrEqual(3_600);
    expect((await pulls())[0]).toMatchObject({ runs_new: 0, runs_unchanged: 1 });
  });

  it("asks the next source where the preferred one does not answer, and says why", async () => {
    preferred.failure = unreachable();
    addRun(second, 7, 600);
    await pullAll();
    expect(await jobIds()).toEqual([7]);
    expect((await pulls())[0]).toMatchObject({
      ...{ state: "done", source: "file" },
      failures: [{ source: "sacct", code: "SOURCE_UNREACHABLE", facts: { reason: "ECONNREFUSED" } }],
    });
  });

  it("loses nothing where no source answers for a while: the next pull begins where the last one came to", async () => {
    addRun(preferred, 1, 2.5 * DAY);
    addRun(preferred, 2, 1.5 * DAY);
    await once();
    preferred.failure = unreachable();
    second.failure = unreachable();
    await pullAll();
    const [failed] = await pulls();
    expect(failed).toMatchObject({ state: "failed", runs_new: 1 });
    expect(failed?.failures).toHaveLength(2);
    expect((await readClusterPulls(app.ctx.db, lotus.cluster)).lag_seconds).toBeGreaterThan(1.9 * DAY);
    preferred.failure = null;
    await askAgain();
    await pullAll();
    expect(await jobIds()).toEqual([1, 2]);
    expect((await readClusterPulls(app.ctx.db, lotus.cluster)).lag_seconds).toBeLessThan(60);
  });

  it("takes a run that lasts over several stretches once, with all that it used, and not piece by piece", async () => {
    addLongRun(preferred, 9);
    await pullAll();
    const known = async () => {
      const { rows } = await owner.query(
        `select r.used_cpu_milliseconds::text as used, (select count(*)::int from jobs.run_version v where v.run_id = r.run_id) as versions
         from jobs.run r join inventory.cluster c on c.id = r.cluster_id where c.name = $1`,
        [lotus.cluster],
      );
      return rows;
    };
    expect(await known()).toEqual([{ used: "2400000", versions: 0 }]);
    await askAgain();
    lotus = { ...lotus, overlapSeconds: 3 * 3_600 };
    await pullAll();
    expect((await pulls())[0]).toMatchObject({ runs_changed: 0, runs_unchanged: 1 });
    expect(await known()).toEqual([{ used: "2400000", versions: 0 }]);
  });

  it("leaves no batch where nothing is new, and keeps a line that cannot be read once", async () => {
    addRun(preferred, 1, 600);
    const { row, ...times } = preferred.runs[0] ?? { row: {}, startedAt: now - 1_200, endedAt: now - 600 };
    preferred.runs.push({ ...times, row: { ...row, JobIDRaw: "2", JobID: "2", AllocTRES: "cpu=many" } });
    lotus = { ...lotus, overlapSeconds: 7_200 };
    await pullAll();
    expect((await pulls())[0]).toMatchObject({ batches: 1, runs_new: 1, rejected: 1 });
    await askAgain();
    await pullAll();
    expect((await pulls())[0]).toMatchObject({ batches: 0, runs_new: 0, runs_unchanged: 1, rejected: 0 });
    const { rows } = await owner.query("select rejected::int from usage.batch where cluster = $1", [lotus.cluster]);
    expect(rows).toEqual([{ rejected: 1 }]);
  });

  it("is worked on by one process at a time, and each stretch is read once", async () => {
    for (let jobId = 1; jobId <= 6; jobId += 1) addRun(preferred, jobId, jobId * 0.45 * DAY);
    preferred.onAsked = async () => await sleep(30);
    const worker = async () => {
      for (let turn = 0; turn < 12; turn += 1) if (!(await once())) await sleep(15);
    };
    await Promise.all(Array.from({ length: 4 }, worker));
    await pullAll();
    expect(await jobIds()).toEqual([1, 2, 3, 4, 5, 6]);
    expect(preferred.asked).toHaveLength(3);
    expect(await pulls()).toHaveLength(1);
  });
});

describe("a process that slept past its lease", () => {
  it("finds its claim gone, and the database refuses what it still brings", async () => {
    addRun(preferred, 1, 600);
    addRun(preferred, 2, 600);
    lotus = { ...lotus, since: now - 7_200 };
    let asleep: Promise<unknown> = Promise.resolve();
    preferred.onAsked = async () => {
      preferred.onAsked = async () => {};
      await owner.query("update usage.pull set leased_until = now() - interval '1 second' where state = 'running'");
      // Another one takes the pull over and brings it to its end, while this one is still asking.
      asleep = pullAll();
      await asleep;
      preferred.runs.splice(0, 1);
    };
    await once();
    const [pull] = await pulls();
    expect(pull).toMatchObject({ state: "done", batches: 1, runs_new: 2 });
    const { rows } = await owner.query("select from usage.batch where pull_id = $1", [pull?.id]);
    expect(rows).toHaveLength(1);
  });
});

describe("a backfill", () => {
  const backfill = async (days: number) =>
    await requestPull(context(), {
      ...{ sources: lotus, idempotencyKey: null },
      ...{ from: new Date((now - days * DAY) * 1_000), to: new Date((now - DAY) * 1_000) },
    });

  it("reads a past range behind the schedule, and goes on from where it stands after a crash", async () => {
    await pullAll();
    const { id } = await backfill(6);
    for (let jobId = 1; jobId <= 5; jobId += 1) addRun(preferred, jobId, (jobId + 0.5) * DAY);
    await once();
    await once();
    // As a process leaves it that was killed: running, with a lease that ends some time.
    await owner.query(
      "update usage.pull set state = 'running', claim = claim + 1, leased_until = now() - interval '1 second' where id = $1",
      [id],
    );
    preferred.asked.length = 0;
    await pullAll();
    expect(preferred.asked).toHaveLength(3);
    expect(await jobIds()).toEqual([1, 2, 3, 4, 5]);
    expect((await pulls()).find((pull) => pull.id === id)).toMatchObject({ state: "done", batches: 5, runs_new: 5 });
  });

  it("is paused in the middle without a trace of the stretch, resumed, and cancelled", async () => {
    await pullAll();
    const { id } = await backfill(3);
    addRun(preferred, 1, 2.5 * DAY);
    preferred.onAsked = async () => {
      preferred.onAsked = async () => {};
      await changePull(context(), id, "pause");
    };
    await once();
    expect(await jobIds()).toEqual([]);
    const state = async () => (await pulls()).find((pull) => pull.id === id)?.state;
    expect(await state()).toBe("paused");
    expect(await once()).toBe(false);
    await changePull(context(), id, "resume");
    await once();
    expect(await jobIds()).toEqual([1]);
    await changePull(context(), id, "cancel");
    expect(await state()).toBe("cancelled");
    await expect(changePull(context(), id, "resume")).rejects.toMatchObject({ code: "PULL_STATE" });
  });

  it("tries again later where no source answers, and lets the schedule go on meanwhile", async () => {
    await pullAll();
    const { id } = await backfill(2);
    preferred.failure = unreachable();
    second.failure = unreachable();
    await once();
    expect((await pulls()).find((pull) => pull.id === id)).toMatchObject({ state: "waiting", failures: [{}, {}] });
    expect(await once()).toBe(false);
    preferred.failure = null;
    await askAgain();
    await once();
    expect((await pulls())[0]).toMatchObject({ kind: "scheduled", state: "done" });
  });
});

it("leaves a pull to the next one where it is interrupted", async () => {
  const stop = new AbortController();
  preferred.onAsked = async (signal) => {
    stop.abort();
    signal.throwIfAborted();
  };
  await pullOnce(context(), lotus, stop.signal);
  expect(await pulls()).toMatchObject([{ state: "waiting", batches: 0, failures: [] }]);
});
