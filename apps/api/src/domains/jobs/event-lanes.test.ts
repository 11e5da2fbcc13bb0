import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { clientOf, transact } from "../../platform/db.ts";
import { type EventsApp, startEventsApp } from "../../testing/events-api.ts";
import { applyEvents } from "./apply-events.ts";
import { laneOf } from "./core/event-lane.ts";
import { type JobEvent, NO_FACTS } from "./core/job-event.ts";
import { EventQueue } from "./event-queue.ts";
import { lockEvents } from "./events.queries.ts";
import { type OfferedEvent, offered } from "./offered-event.ts";

let events: EventsApp;
beforeAll(async () => {
  events = await startEventsApp();
});
afterAll(async () => await events[Symbol.asyncDispose]());

const T0 = 1_763_700_000;
const NODES = ["c1", "c2", "c3", "c4"];

/** Without a submit time, so that nothing but its job and the moments say which run it is of. */
function event(kind: "started" | "finished", jobId: number, node: string, at = T0): OfferedEvent {
  const base = { cluster: "lotus", jobId, node, nodes: NODES, submittedAt: null, restartCount: null, at };
  const told =
    kind === "started"
      ? { kind, ...base, facts: { ...NO_FACTS, user: "akara" }, device: { gpuDevices: [], cgroupPath: null } }
      : { kind, ...base, facts: NO_FACTS, finalState: null, exitCode: 0, signal: 0 };
  const { actor } = events.app.as.center_admin;
  return offered(told as JobEvent, { actor, client: null, changedBy: "nodes", source: "test", correlationId: "lanes" });
}

function queue(): EventQueue {
  return new EventQueue({ apply: async (group) => await applyEvents(events.ctx, group) });
}

const isAnswered = async (answer: Promise<unknown>) => await Promise.race([answer.then(() => true), sleep(300, false)]);

it("writes the events of a job behind those of its lane, and the others beside them", async () => {
  let letGo: () => void = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const groups: number[][] = [];
  await using slow = new EventQueue({
    apply: async (group) => {
      groups.push(group.map(({ event: { jobId } }) => jobId));
      if (groups.length === 1) await held;
      return await applyEvents(events.ctx, group);
    },
  });
  const first = slow.offer(event("started", 1_000, "c1"));
  await sleep(50);
  const same = [event("started", 1_000, "c2"), event("started", 1_000 + 1_024, "c1")].map((each) => slow.offer(each));
  const other = slow.offer(event("started", 1_001, "c1"));
  expect(await isAnswered(other)).toBe(true);
  expect(await Promise.all([first, ...same].map(isAnswered))).toEqual([false, false, false]);
  letGo();
  expect((await Promise.all([first, ...same])).map(({ status }) => status)).toEqual(["created", "updated", "created"]);
  expect(groups).toEqual([[1_000], [1_001], [1_000, 2_024]]);
});

it("gathers anew after each group, also where that began because enough waited", async () => {
  const groups: number[] = [];
  await using slow = new EventQueue({
    apply: async (group) => {
      groups.push(group.length);
      await sleep(100);
      return await applyEvents(events.ctx, group);
    },
  });
  const offerAll = (first: number, count: number) =>
    Array.from({ length: count }, (_, index) => slow.offer(event("started", first + index, "c1")));
  const enough = offerAll(5_000, 8);
  await sleep(10);
  const others = offerAll(5_100, 3);
  await Promise.all([...enough, ...others]);
  expect(groups).toEqual([8, 3]);
});

it("holds in the database what belongs together, also against other programs", async () => {
  const [mine, theirs] = [queue(), queue()];
  const { db } = events.app.ctx;
  const lanes = [laneOf(3_000), laneOf(3_001)];
  const [same, other, next] = [
    event("started", 3_000, "c1"),
    event("started", 3_002, "c1"),
    event("started", 3_003, "c1"),
  ];
  const answer = await transact(db, async (tx) => {
    await clientOf(tx).query(
      "select pg_advisory_xact_lock_shared(5281028), pg_advisory_xact_lock(5281028, l) from unnest($1::integer[]) as l",
      [lanes],
    );
    const answer = mine.offer(same);
    expect(await isAnswered(theirs.offer(other))).toBe(true);
    expect(await isAnswered(answer)).toBe(false);
    return { answer };
  });
  expect((await answer.answer).status).toBe("created");
  // Who changes a run by hand, or joins what accounting tells, holds all of them.
  const last = await transact(db, async (tx) => {
    await lockEvents(tx);
    const answer = theirs.offer(next);
    expect(await isAnswered(answer)).toBe(false);
    return { answer };
  });
  expect((await last.answer).status).toBe("created");
  for (const each of [mine, theirs]) await each[Symbol.asyncDispose]();
});

it("makes one run of a job of which two programs are told at once, whatever the order", async () => {
  const queues = [queue(), queue(), queue()];
  const jobs = Array.from({ length: 60 }, (_, index) => 10_000 + index);
  const told = jobs.flatMap((job) => [
    ...NODES.flatMap((node, index) => [
      event("started", job, node, T0 + index),
      event("finished", job, node, T0 + 900),
    ]),
    event("finished", job, "c1", T0 + 900), // twice, word for word
  ]);
  told.sort(() => Math.random() - 0.5);
  const answers = await Promise.all(
    told.map(async (each, index) => {
      await sleep(Math.random() * 400);
      return await queues[index % queues.length]?.offer(each);
    }),
  );
  const count = (status: string) => answers.filter((each) => each?.status === status).length;
  expect([count("created"), count("skipped")]).toEqual([jobs.length, jobs.length]);
  const { rows } = await events.app.ctx.db.pool.query(
    `select r.state, cardinality(e.nodes_started) as started, cardinality(e.nodes_finished) as finished, count(*)::integer as runs
     from jobs.run r join jobs.event_run e on e.run_id = r.run_id where r.job_id between 10000 and 10059 group by 1, 2, 3`,
  );
  expect(rows).toEqual([{ state: "completed", started: 4, finished: 4, runs: jobs.length }]);
  expect(await events.violations()).toEqual([]);
  for (const each of queues) await each[Symbol.asyncDispose]();
});
