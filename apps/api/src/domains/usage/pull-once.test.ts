import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { PulledCluster } from "../../testing/pulled-cluster.ts";
import { unreachable } from "../../testing/scripted-source.ts";
import { changePull } from "./change-pull.ts";
import { pullOnce } from "./pull-once.ts";
import { readClusterPulls } from "./pulls.queries.ts";
import { requestPull } from "./request-pull.ts";

const DAY = 86_400;

let c: PulledCluster;
beforeAll(async () => {
  c = await PulledCluster.start();
});
beforeEach(() => void c.next());
afterAll(async () => await c[Symbol.asyncDispose]());

describe("the schedule", () => {
  it("reads everything since its beginning a day at a time, and then what is new with an overlap", async () => {
    for (const [jobId, ago] of [
      [1, 2.5 * DAY],
      [2, 1.5 * DAY],
      [3, 600],
    ] as const)
      c.addRun(c.preferred, jobId, ago);
    await c.pullAll();
    expect(await c.jobIds()).toEqual([1, 2, 3]);
    expect(c.preferred.asked.map(({ from, to }) => to - from)).toEqual([DAY, DAY, DAY]);
    const [first] = await c.pulls();
    expect(first).toMatchObject({
      kind: "scheduled",
      state: "done",
      batches: 3,
      runs_new: 3,
      source: "sacct",
      failures: [],
    });
    const { lag_seconds: lag } = await readClusterPulls(c.db, c.lotus.cluster);
    expect(lag).toBeLessThan(60);

    expect(await c.once()).toBe(false); // it is not due yet
    await c.askAgain();
    c.preferred.asked.length = 0;
    await c.pullAll();
    expect(c.preferred.asked).toHaveLength(1);
    const [window] = c.preferred.asked;
    expect((window?.to ?? 0) - (window?.from ?? 0)).toBeGreaterThanOrEqual(3_600);
    expect((await c.pulls())[0]).toMatchObject({ runs_new: 0, runs_unchanged: 1 });
  });

  it("asks the next source where the preferred one does not answer, and says why", async () => {
    c.preferred.failure = unreachable();
    c.addRun(c.second, 7, 600);
    await c.pullAll();
    expect(await c.jobIds()).toEqual([7]);
    expect((await c.pulls())[0]).toMatchObject({
      ...{ state: "done", source: "file" },
      failures: [{ source: "sacct", code: "SOURCE_UNREACHABLE", facts: { reason: "ECONNREFUSED" } }],
    });
  });

  it("loses nothing where no source answers for a while: the next pull begins where the last one came to", async () => {
    c.addRun(c.preferred, 1, 2.5 * DAY);
    c.addRun(c.preferred, 2, 1.5 * DAY);
    await c.once();
    c.preferred.failure = unreachable();
    c.second.failure = unreachable();
    await c.pullAll();
    const [failed] = await c.pulls();
    expect(failed).toMatchObject({ state: "failed", runs_new: 1 });
    expect(failed?.failures).toHaveLength(2);
    expect((await readClusterPulls(c.db, c.lotus.cluster)).lag_seconds).toBeGreaterThan(1.9 * DAY);
    c.preferred.failure = null;
    await c.askAgain();
    await c.pullAll();
    expect(await c.jobIds()).toEqual([1, 2]);
    expect((await readClusterPulls(c.db, c.lotus.cluster)).lag_seconds).toBeLessThan(60);
  });

  it("takes a run that lasts over several stretches once, with all that it used, and not piece by piece", async () => {
    c.addLongRun(c.preferred, 9);
    await c.pullAll();
    const known = async () => {
      const { rows } = await c.owner.query(
        `select r.used_cpu_milliseconds::text as used, (select count(*)::int from jobs.run_version v where v.run_id = r.run_id) as versions
         from jobs.run r join inventory.cluster c on c.id = r.cluster_id where c.name = $1`,
        [c.lotus.cluster],
      );
      return rows;
    };
    expect(await known()).toEqual([{ used: "2400000", versions: 0 }]);
    await c.askAgain();
    c.lotus = { ...c.lotus, overlapSeconds: 3 * 3_600 };
    await c.pullAll();
    expect((await c.pulls())[0]).toMatchObject({ runs_changed: 0, runs_unchanged: 1 });
    expect(await known()).toEqual([{ used: "2400000", versions: 0 }]);
  });

  it("leaves no batch where nothing is new, and keeps a line that cannot be read once", async () => {
    c.addRun(c.preferred, 1, 600);
    const { row, ...times } = c.preferred.runs[0] ?? { row: {}, startedAt: c.now - 1_200, endedAt: c.now - 600 };
    c.preferred.runs.push({ ...times, row: { ...row, JobIDRaw: "2", JobID: "2", AllocTRES: "cpu=many" } });
    c.lotus = { ...c.lotus, overlapSeconds: 7_200 };
    await c.pullAll();
    expect((await c.pulls())[0]).toMatchObject({ batches: 1, runs_new: 1, rejected: 1 });
    await c.askAgain();
    await c.pullAll();
    expect((await c.pulls())[0]).toMatchObject({ batches: 0, runs_new: 0, runs_unchanged: 1, rejected: 0 });
    const { rows } = await c.owner.query("select rejected::int from usage.batch where cluster = $1", [c.lotus.cluster]);
    expect(rows).toEqual([{ rejected: 1 }]);
  });

  it("is worked on by one process at a time, and each stretch is read once", async () => {
    for (let jobId = 1; jobId <= 6; jobId += 1) c.addRun(c.preferred, jobId, jobId * 0.45 * DAY);
    c.preferred.onAsked = async () => await sleep(30);
    const worker = async () => {
      for (let turn = 0; turn < 12; turn += 1) if (!(await c.once())) await sleep(15);
    };
    await Promise.all(Array.from({ length: 4 }, worker));
    await c.pullAll();
    expect(await c.jobIds()).toEqual([1, 2, 3, 4, 5, 6]);
    expect(c.preferred.asked).toHaveLength(3);
    expect(await c.pulls()).toHaveLength(1);
  });
});

describe("a process that slept past its lease", () => {
  it("finds its claim gone, and the database refuses what it still brings", async () => {
    c.addRun(c.preferred, 1, 600);
    c.addRun(c.preferred, 2, 600);
    c.lotus = { ...c.lotus, since: c.now - 7_200 };
    let asleep: Promise<unknown> = Promise.resolve();
    c.preferred.onAsked = async () => {
      c.preferred.onAsked = async () => {};
      await c.owner.query("update usage.pull set leased_until = now() - interval '1 second' where state = 'running'");
      // Another one takes the pull over and brings it to its end, while this one is still asking.
      asleep = c.pullAll();
      await asleep;
      c.preferred.runs.splice(0, 1);
    };
    await c.once();
    const [pull] = await c.pulls();
    expect(pull).toMatchObject({ state: "done", batches: 1, runs_new: 2 });
    const { rows } = await c.owner.query("select from usage.batch where pull_id = $1", [pull?.id]);
    expect(rows).toHaveLength(1);
  });
});

describe("a backfill", () => {
  const backfill = async (days: number) =>
    await requestPull(c.context(), {
      ...{ sources: c.lotus, idempotencyKey: null },
      ...{ from: new Date((c.now - days * DAY) * 1_000), to: new Date((c.now - DAY) * 1_000) },
    });

  it("reads a past range behind the schedule, and goes on from where it stands after a crash", async () => {
    await c.pullAll();
    const { id } = await backfill(6);
    for (let jobId = 1; jobId <= 5; jobId += 1) c.addRun(c.preferred, jobId, (jobId + 0.5) * DAY);
    await c.once();
    await c.once();
    // As a process leaves it that was killed: running, with a lease that ends some time.
    await c.owner.query(
      "update usage.pull set state = 'running', claim = claim + 1, leased_until = now() - interval '1 second' where id = $1",
      [id],
    );
    c.preferred.asked.length = 0;
    await c.pullAll();
    expect(c.preferred.asked).toHaveLength(3);
    expect(await c.jobIds()).toEqual([1, 2, 3, 4, 5]);
    expect((await c.pulls()).find((pull) => pull.id === id)).toMatchObject({ state: "done", batches: 5, runs_new: 5 });
  });

  it("is paused in the middle without a trace of the stretch, resumed, and cancelled", async () => {
    await c.pullAll();
    const { id } = await backfill(3);
    c.addRun(c.preferred, 1, 2.5 * DAY);
    c.preferred.onAsked = async () => {
      c.preferred.onAsked = async () => {};
      await changePull(c.context(), id, "pause");
    };
    await c.once();
    expect(await c.jobIds()).toEqual([]);
    const state = async () => (await c.pulls()).find((pull) => pull.id === id)?.state;
    expect(await state()).toBe("paused");
    expect(await c.once()).toBe(false);
    await changePull(c.context(), id, "resume");
    await c.once();
    expect(await c.jobIds()).toEqual([1]);
    await changePull(c.context(), id, "cancel");
    expect(await state()).toBe("cancelled");
    await expect(changePull(c.context(), id, "resume")).rejects.toMatchObject({ code: "PULL_STATE" });
  });

  it("tries again later where no source answers, and lets the schedule go on meanwhile", async () => {
    await c.pullAll();
    const { id } = await backfill(2);
    c.preferred.failure = unreachable();
    c.second.failure = unreachable();
    await c.once();
    expect((await c.pulls()).find((pull) => pull.id === id)).toMatchObject({ state: "waiting", failures: [{}, {}] });
    expect(await c.once()).toBe(false);
    c.preferred.failure = null;
    await c.askAgain();
    await c.once();
    expect((await c.pulls())[0]).toMatchObject({ kind: "scheduled", state: "done" });
  });
});

describe("a cluster that was retired", () => {
  const retire = async (daysAgo: number | null) =>
    await c.owner.query(
      "update inventory.cluster set last_day = (now() at time zone time_zone)::date - $2::integer where name = $1",
      [c.lotus.cluster, daysAgo],
    );
  const ask = async (range: { from: Date | null; to: Date | null }) =>
    await requestPull(c.context(), { sources: c.lotus, idempotencyKey: null, ...range });
  const now = { from: null, to: null };

  it("is not asked on schedule nor for what is new, but for past days, and again once it is back", async () => {
    c.addRun(c.preferred, 1, 600);
    await c.pullAll();
    await retire(2);
    await c.askAgain();
    c.preferred.asked.length = 0;
    expect(await c.once()).toBe(false);
    await expect(ask(now)).rejects.toMatchObject({ code: "CLUSTER_RETIRED" });
    expect(c.preferred.asked).toEqual([]);
    c.addRun(c.preferred, 2, 4.5 * DAY);
    await ask({ from: new Date((c.now - 5 * DAY) * 1_000), to: new Date((c.now - 4 * DAY) * 1_000) });
    await c.pullAll();
    expect(await c.jobIds()).toEqual([1, 2]);
    expect((await c.pulls()).map(({ kind }) => kind)).toEqual(["backfill", "scheduled"]);
    await retire(null);
    expect(await c.once()).toBe(true);
    expect((await c.pulls())[0]).toMatchObject({ kind: "scheduled", state: "done" });
  });

  it("has its last hours read before that, and is left alone where they cannot be", async () => {
    c.addRun(c.preferred, 1, 600);
    await c.pullAll();
    const readUntil = "update usage.watermark set read_until = now() - interval '36 hours' where cluster = $1";
    await c.owner.query(readUntil, [c.lotus.cluster]);
    await retire(1);
    await c.askAgain();
    await c.pullAll();
    expect((await c.pulls()).map(({ kind }) => kind)).toEqual(["scheduled", "scheduled"]);
    await c.askAgain();
    expect(await c.once()).toBe(false);
  });
});

it("leaves a pull to the next one where it is interrupted", async () => {
  const stop = new AbortController();
  c.preferred.onAsked = async (signal) => {
    stop.abort();
    signal.throwIfAborted();
  };
  await pullOnce(c.context(), c.lotus, stop.signal);
  expect(await c.pulls()).toMatchObject([{ state: "waiting", batches: 0, failures: [] }]);
});
