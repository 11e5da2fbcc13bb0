import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { systemContext } from "../../platform/context.ts";
import { type EventsApp, startEventsApp } from "../../testing/events-api.ts";
import { signInAs } from "../../testing/tokens.ts";
import { createServiceToken } from "../identity/create-api-token.ts";
import { lastRunChange } from "./live-runs.queries.ts";

let events: EventsApp;
let jobId = 0;
beforeAll(async () => {
  events = await startEventsApp({ now: () => new Date() });
});
afterAll(async () => await events[Symbol.asyncDispose]());
afterEach(async () => expect(await events.violations()).toEqual([]));

const agoText = (milliseconds: number) => new Date(Date.now() - milliseconds).toISOString();

/** A job of its own, that began an hour ago. */
function nextJob() {
  jobId += 1;
  return { cluster: "lotus", job_id: jobId, submit_time: agoText(3_660_000), timestamp: agoText(3_600_000) };
}

/** The end of a job, half an hour ago. */
function endOf({ cluster, job_id, submit_time }: ReturnType<typeof nextJob>) {
  return { cluster, job_id, submit_time, timestamp: agoText(1_800_000) };
}

describe("listNodeRuns", () => {
  it("tells a node of its runs what sampling them takes, and nothing of whose they are", async () => {
    const job = { ...nextJob(), cluster: "mekong", node_list: ["n1", "n2"] };
    const told = { gpu_devices: ["3"], cgroup_path: "/slurm/n2" };
    const runId = (await events.start({ ...job, node: "n2", ...told })).json().run_id;
    const wish = { name: "collector", scopes: ["samples:write"], days: 1, allowedAddresses: [] };
    const service = { ...wish, role: "center_admin" as const, slurmUsers: [] };
    const { text } = await createServiceToken(systemContext(events.app.ctx), service);
    const asked = async (path: string) =>
      await events.app.inject({ url: `/api/v1/live/${path}`, headers: { authorization: `Bearer ${text}` } });
    const { job_id } = job;
    expect((await asked("node-runs?cluster=mekong&node=n2")).json()).toEqual({
      data: [
        { run_id: runId, job_id, nodes: ["n1", "n2"], allocated_cpus: 8, gpu_devices: ["3"], cgroup_path: "/slurm/n2" },
      ],
      next_cursor: null,
    });
    expect((await asked("node-runs?cluster=lotus&node=n2")).json().data).toEqual([]);
    expect((await asked("runs?cluster=mekong&node=n2")).statusCode).toBe(403);
    await events.finish({ ...endOf(job), node: "n2" });
    expect((await asked("node-runs?cluster=mekong&node=n2")).json().data).toEqual([]);
  });
});

describe("countJobs", () => {
  it("counts what runs and what waits on each cluster, and for a user their own", async () => {
    const { pool } = events.app.ctx.db;
    await events.start(nextJob());
    for (const user of ["somchai", "akara", "akara"]) await events.start({ ...nextJob(), cluster: "chi", user });
    const ended = { ...nextJob(), cluster: "chi", user: "akara" };
    await events.start(ended);
    await events.finish(endOf(ended));
    await pool.query(
      `insert into inventory.live_view (cluster_id, asked_at, read_at) select id, now(), '2026-11-20T10:00:00Z' from inventory.cluster where name = 'chi'`,
    );
    await pool.query(
      `insert into inventory.queued_job (cluster_id, job_id, display_id, name, "user", account, partitions, qos, raw_states, reason,
         reason_text, submitted_at, priority, cpus, node_count, gpus, gpu_types)
       select c.id, j.id, j.id::text, '', j.who, '', '{}', '', '{}', '', '', 1, 1, 1, 1, 0, '{}'
       from inventory.cluster c, (values (1, 'akara'), (2, 'akara'), (3, 'somchai')) as j (id, who) where c.name = 'chi'`,
    );
    const counted = async ({ headers }: { headers: Record<string, string> }) =>
      (await events.app.inject({ url: "/api/v1/live/job-counts", headers })).json().data;
    const chi = { cluster: "chi", running: 3, waiting: 3, queue_read_at: "2026-11-20T10:00:00Z" };
    expect(await counted(events.app.as.auditor)).toContainEqual(chi);
    expect(await counted(events.app.as.auditor)).toContainEqual({
      ...{ cluster: "lotus", running: expect.any(Number), waiting: null, queue_read_at: null },
    });
    const somchai = await signInAs(events.app.ctx, "user", { username: "somchai", slurmUsers: ["somchai"] });
    expect(await counted(somchai)).toEqual([{ ...chi, running: 1, waiting: 1 }]);
  });
});

describe("a run that only events tell of", () => {
  it("has run since its start while it runs, and from start to end afterwards", async () => {
    const job = { ...nextJob(), user: "narong" };
    const runId = (await events.start(job)).json().run_id;
    const seconds = async () => {
      const { headers } = events.app.as.auditor;
      const run = (await events.app.inject({ url: `/api/v1/runs/${runId}`, headers })).json();
      const { data } = (await events.app.inject({ url: "/api/v1/runs?user=narong", headers })).json();
      return [run.elapsed_seconds, data[0].elapsed_seconds, (await events.job(runId)).elapsed_seconds];
    };
    for (const elapsed of await seconds()) {
      expect(elapsed).toBeGreaterThanOrEqual(3_600);
      expect(elapsed).toBeLessThan(3_600 + 60);
    }
    await events.finish({ ...endOf(job), timestamp: new Date(Date.parse(job.timestamp) + 1_800_000).toISOString() });
    expect(await seconds()).toEqual([1_800, 1_800, 1_800]);
  });
});

describe("lastRunChange", () => {
  it("says something else when there was an event, and while one is being written, and reads no history for it", async () => {
    const { db } = events.app.ctx;
    const quiet = await lastRunChange(db);
    expect(await lastRunChange(db)).toBe(quiet);
    const client = await db.pool.connect();
    await client.query("begin");
    await client.query("lock table jobs.run_event in row exclusive mode");
    const writing = await lastRunChange(db);
    expect(await lastRunChange(db)).not.toBe(writing);
    await client.query("rollback");
    client.release();
    expect(await lastRunChange(db)).toBe(quiet);
    await events.start(nextJob());
    expect(await lastRunChange(db)).not.toBe(quiet);
  });
});
