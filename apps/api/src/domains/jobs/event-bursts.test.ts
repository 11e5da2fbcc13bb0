import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type EventsApp, startEventsApp } from "../../testing/events-api.ts";
import { applyEvents, type EventsContext } from "./apply-events.ts";
import { JobError } from "./core/errors.ts";
import { type JobEvent, NO_FACTS } from "./core/job-event.ts";
import { isTooLate, NOTHING_TOLD, outcomeOf, withEvent } from "./core/told-run.ts";
import { EventQueue, type EventQueueOptions } from "./event-queue.ts";
import { type OfferedEvent, offered } from "./offered-event.ts";

let events: EventsApp;
let ctx: EventsContext;
beforeAll(async () => {
  events = await startEventsApp();
  ctx = events.ctx;
});
afterAll(async () => await events[Symbol.asyncDispose]());

const BURST = 100_000;
const T0 = 1_763_700_000;

function event(kind: "started" | "finished", jobId: number, node: string, change: object = {}): OfferedEvent {
  const base = { cluster: "lotus", jobId, node, nodes: NODES, submittedAt: T0 - 60, restartCount: 0 };
  const facts = { ...NO_FACTS, user: `user${jobId % 50}`, account: "physics", partition: "cpu", cpus: 8 };
  const told =
    kind === "started"
      ? { kind, ...base, at: T0, facts, device: { gpuDevices: [], cgroupPath: null } }
      : { kind, ...base, at: T0 + 600, facts: NO_FACTS, finalState: null, exitCode: 0, signal: 0 };
  const { actor } = events.app.as.center_admin;
  const teller = { actor, client: null, changedBy: "nodes", source: "test", correlationId: "burst" };
  return offered({ ...told, ...change } as JobEvent, teller); // of the kind that it is made of
}

async function count(text: string): Promise<number> {
  return Number((await ctx.db.pool.query(`select count(*) as count from ${text}`)).rows[0].count);
}

const NODES = ["c1", "c2", "c3", "c4", "c5"];

/** Offers an event until it is taken; how often it had to come again. */
async function insist(queue: EventQueue, each: OfferedEvent): Promise<number> {
  for (let refused = 0; ; refused += 1) {
    try {
      await queue.offer(each);
      return refused;
    } catch (error) {
      if (!(error instanceof JobError) || error.code !== "EVENTS_BUSY") throw error;
      await sleep(2_000 * (1 + Math.random())); // as Retry-After asks for
    }
  }
}

describe("a burst of 100,000 events", () => {
  it("offered all at once is kept to the last one, whatever has to come again", async ({ annotate }) => {
    const jobs = Array.from({ length: BURST / 10 }, (_, index) => index + 1);
    const all = (kind: "started" | "finished") => jobs.flatMap((job) => NODES.map((node) => event(kind, job, node)));
    const burst = [...all("started"), ...all("finished")];
    expect(burst).toHaveLength(BURST);
    const apply: EventQueueOptions["apply"] = async (group) => await applyEvents(ctx, group);
    await using queue = new EventQueue({ apply, mostWaiting: BURST * 0.9 });
    const from = performance.now();
    const sent = burst.map(async (each) => await insist(queue, each));
    const offered = (performance.now() - from) / 1_000;
    const refused = (await Promise.all(sent)).filter((times) => times > 0).length;
    await annotate(
      `offered within ${offered.toFixed(2)} s, committed within ${((performance.now() - from) / 1_000).toFixed(1)} s`,
    );
    expect(refused).toBeGreaterThan(0);
    expect(await count("jobs.run_event where correlation_id = 'burst'")).toBe(BURST);
    expect(await count(`jobs.run where job_id <= ${BURST / 10} and state = 'completed' and ended_at is not null`)).toBe(
      BURST / 10,
    );
    expect(await count("jobs.live_run")).toBe(0);
    expect(await events.violations()).toEqual([]);
  }, 240_000);
});

describe("a group", () => {
  it("G6: is written whole or not at all, and one event that cannot be written leaves the others alone", async () => {
    const broken = event("started", 20_003, "c1");
    const park: EventsContext["parker"]["park"] = async (tx, runIds) => {
      if (runIds.includes(broken.keyId ?? "")) throw Object.assign(new Error("refused"), { code: "23514" });
      await ctx.parker.park(tx, runIds);
    };
    const parker = { ...ctx.parker, park };
    await using queue = new EventQueue({
      apply: async (group) => await applyEvents({ ...ctx, parker }, group),
    });
    const group = [20_001, 20_002, 20_003, 20_004, 20_005].map((job) => event("started", job, "c1"));
    const answers = await Promise.allSettled(group.map(async (each) => await queue.offer(each)));
    expect(answers.map(({ status }) => status)).toEqual([
      "fulfilled",
      "fulfilled",
      "rejected",
      "fulfilled",
      "fulfilled",
    ]);
    for (const table of ["jobs.run", "jobs.event_run"]) {
      expect(await count(`${table} where job_id between 20001 and 20005`)).toBe(4);
    }
    expect(await count(`jobs.run_event where run_id = '${broken.keyId}'`)).toBe(0);
    const audited = async (runId: string | null) =>
      await count(`audit.record where action = 'run_events.recorded' and detail::text like '%${runId}%'`);
    expect([await audited(broken.keyId), await audited(group[0]?.keyId ?? null)]).toEqual([0, 1]);
    expect((await queue.offer(group[0] ?? broken)).status).toBe("skipped");
    expect(await events.violations()).toEqual([]);
  });

  it("leaves one event that cannot be sent as it is alone as well", async () => {
    await using queue = new EventQueue({ apply: async (group) => await applyEvents(ctx, group) });
    const facts = { ...NO_FACTS, user: "akara", cpus: 2 ** 53 }; // more than the contract lets through
    const group = [
      event("started", 20_101, "c1"),
      event("started", 20_102, "c1", { facts }),
      event("started", 20_103, "c1"),
    ];
    const answers = await Promise.allSettled(group.map(async (each) => await queue.offer(each)));
    expect(answers.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(answers[1]).toMatchObject({
      reason: new RangeError("9007199254740992 is no whole number that can be told exactly"),
    });
    expect(await count("jobs.run where job_id between 20101 and 20103")).toBe(2);
  });

  it("waits for nobody's lock: what is held is told to come again, the rest is kept", async () => {
    const held = event("started", 21_001, "c1");
    await using queue = new EventQueue({ apply: async (group) => await applyEvents(ctx, group) });
    await queue.offer(held);
    const client = await ctx.db.pool.connect();
    try {
      await client.query("begin");
      await client.query("select 1 from jobs.run where run_id = $1 for update", [held.keyId]);
      const sent = [event("finished", 21_001, ""), event("started", 21_002, "c1")];
      const answers = await Promise.allSettled(sent.map(async (each) => await queue.offer(each)));
      expect(answers.map(({ status }) => status)).toEqual(["rejected", "fulfilled"]);
      await client.query("rollback");
    } finally {
      client.release();
    }
    expect((await queue.offer(event("finished", 21_001, ""))).status).toBe("updated");
  });

  it("is refused beyond the bound, and nothing of it is kept", async () => {
    await using queue = new EventQueue({
      apply: async (group) => await applyEvents(ctx, group),
      mostWaiting: 3,
    });
    const sent = [22_001, 22_002, 22_003, 22_004, 22_005].map((job) => event("started", job, "c1"));
    const answers = await Promise.allSettled(sent.map(async (each) => await queue.offer(each)));
    const refusals = answers.flatMap((answer) => (answer.status === "rejected" ? [answer.reason] : []));
    expect(refusals).toMatchObject([{ code: "EVENTS_BUSY", kind: "unavailable" }, { code: "EVENTS_BUSY" }]);
    expect(await count("jobs.run where job_id between 22001 and 22005")).toBe(3);
  });
});

describe("M1: events of one run over parallel connections", () => {
  it("make the run that the same events make in any order, once each", async () => {
    const address = await events.app.server.listen({ host: "127.0.0.1", port: 0 });
    const tell = async (name: string, body: object) => {
      const headers = { ...events.headers, "content-type": "application/json" };
      const answer = await fetch(`${address}/api/v1/events/${name}`, {
        method: "POST",
        headers,
        body: JSON.stringify(body),
      });
      const told = (await answer.json()) as { status?: string };
      expect([200, 409]).toContain(answer.status);
      return told.status ?? "frozen";
    };
    const calls: (() => Promise<string>)[] = [];
    const jobs = Array.from({ length: 40 }, (_, index) => 30_001 + index);
    for (const job_id of jobs) {
      const base = { cluster: "lotus", job_id, node_list: ["c1", "c2"], submit_time: "2025-11-21T03:00:00Z" };
      const start = { ...base, user: "akara", timestamp: "2025-11-21T04:00:00Z" };
      const end = { ...base, timestamp: "2025-11-21T05:00:00Z", exit_code: 0, signal: 0 };
      for (const node of ["c1", "c2"]) {
        calls.push(
          () => tell("job-started", { ...start, node }),
          () => tell("job-started", { ...start, node }),
        );
        calls.push(() => tell("job-finished", { ...end, node, exit_code: node === "c1" ? 0 : 3 }));
      }
      calls.push(() => tell("job-finished", { ...end, final_state: "OUT_OF_MEMORY" }));
    }
    calls.sort(() => Math.random() - 0.5);
    const statuses = await Promise.all(calls.map((each) => each()));
    expect(statuses.filter((status) => status === "created")).toHaveLength(jobs.length);
    const { rows } = await ctx.db.pool.query(
      `select r.state, r.raw_state, r.exit_code, extract(epoch from r.ended_at - r.started_at)::integer as seconds, count(*)::integer as runs
       from jobs.run r where r.job_id between 30001 and 30040 group by 1, 2, 3, 4`,
    );
    expect(rows).toEqual([{ state: "failed", raw_state: "OUT_OF_MEMORY", exit_code: 0, seconds: 3_600, runs: 40 }]);
    // No two lines of a history say the same.
    expect(
      await count("jobs.run_event v join jobs.run r on r.run_id = v.run_id where r.job_id between 30001 and 30040"),
    ).toBe(40 * 5);
    expect(await events.violations()).toEqual([]);
  });

  it("agree with the core, whatever the order they are committed in", async () => {
    const order = [
      event("finished", 31_000, "c2", { signal: 15 }),
      event("started", 31_000, "c1"),
      event("finished", 31_000, "c1", { exitCode: 1 }),
      event("finished", 31_000, "", { finalState: "NODE_FAIL", at: T0 + 700 }),
      event("started", 31_000, "c2"),
    ];
    const told = order.reduce(
      (run, { event: each }) => (isTooLate(run, each) ? run : withEvent(run, each)),
      NOTHING_TOLD,
    );
    for (const each of order) await applyEvents(ctx, [each]);
    const { rows } = await ctx.db.pool.query("select state, raw_state from jobs.run where job_id = 31000");
    const { state, rawState } = outcomeOf(told);
    expect(rows).toEqual([{ state, raw_state: rawState }]);
  });
});
