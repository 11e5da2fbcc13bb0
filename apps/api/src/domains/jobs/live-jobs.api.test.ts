import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type EventsApp, startEventsApp } from "../../testing/events-api.ts";
import { signInAs } from "../../testing/tokens.ts";
import { sacctRun, sacctText, upload } from "../../testing/usage-api.ts";

let events: EventsApp;
let jobId = 0;
beforeAll(async () => {
  events = await startEventsApp({ now: () => new Date("2026-11-21T04:00:00Z") });
});
afterAll(async () => await events[Symbol.asyncDispose]());
afterEach(async () => expect(await events.violations()).toEqual([]));

type Method = "GET" | "POST" | "PATCH" | "DELETE";

async function call(method: Method, path: string, payload?: object, headers: Record<string, string> = {}) {
  const url = `/api/v1/jobs${path}`;
  const as = events.app.as.center_admin.headers;
  return await events.app.inject({ method, url, headers: { ...as, ...headers }, ...(payload && { payload }) });
}

function newJob(change: object = {}) {
  jobId += 1;
  return { cluster: "lotus", job_id: jobId, user: "akara", nodes: ["c[1-2]"], partition: "cpu", ...change };
}

/** The audit records of an action on a run. */
async function audited(action: string, subject: string): Promise<Record<string, unknown>[]> {
  const text = "select detail, actor_name from audit.record where action = $1 and subject = $2";
  return (await events.app.ctx.db.pool.query(text, [action, subject])).rows;
}

describe("createJob", () => {
  it("makes a run that is running from now on, and audits who made it", async () => {
    const answer = await call("POST", "", newJob({ allocated_cpus: 4 }), { "x-changed-by": "operator" });
    expect(answer.statusCode).toBe(201);
    expect(answer.headers["x-changed-by"]).toBe("operator");
    const job = answer.json();
    expect(job).toMatchObject({
      state: "running",
      started_at: "2026-11-21T04:00:00Z",
      nodes: "c[1-2]",
      allocated_cpus: 4,
    });
    expect(await audited("run.created", job.run_id)).toMatchObject([
      { actor_name: "center-admin", detail: { user: "akara", changed_by: "operator", source: "api" } },
    ]);
    expect(await events.history(job.run_id)).toMatchObject([{ kind: "created", changed_by: "operator" }]);
    const known = await call("POST", "", newJob({ job_id: job.job_id }));
    expect([known.statusCode, known.json().error.code]).toEqual([409, "JOB_EXISTS"]);
  });
});

describe("changeJob", () => {
  it("G3: changes a run until it has ended, and answers 409 from then on", async () => {
    const { run_id } = (await call("POST", "", newJob())).json();
    expect((await call("PATCH", `/${run_id}`, { name: "renamed" })).json()).toMatchObject({
      name: "renamed",
      state: "running",
    });
    const ended = await call("PATCH", `/${run_id}`, { state: "failed", exit_code: 2, exit_signal: 0 });
    expect(ended.json()).toMatchObject({
      state: "failed",
      raw_state: "FAILED",
      exit_code: 2,
      ended_at: "2026-11-21T04:00:00Z",
    });
    const late = await call("PATCH", `/${run_id}`, { state: "completed" });
    expect([late.statusCode, late.json().error.code]).toEqual([409, "JOB_TERMINAL_FROZEN"]);
    expect(await events.job(run_id)).toMatchObject({ state: "failed", name: "renamed" });
    expect((await events.history(run_id)).map(({ kind }) => kind)).toEqual(["created", "changed", "changed"]);
    expect(await audited("run.changed", run_id)).toMatchObject([
      { detail: { from: { name: "" }, to: { name: "renamed" } } },
      { detail: { from: { state: "running" }, to: { state: "failed", exit_code: 2 } } },
    ]);
  });

  it("G8: refuses a state that is no end", async () => {
    const { run_id } = (await call("POST", "", newJob())).json();
    expect((await call("PATCH", `/${run_id}`, { state: "pending" })).statusCode).toBe(422);
    const answer = await call("PATCH", `/${run_id}`, { final_state: "RUNNING" });
    expect([answer.statusCode, answer.json().error.code]).toEqual([422, "JOB_STATE_NOT_FINAL"]);
    expect(await events.job(run_id)).toMatchObject({ state: "running", ended_at: null });
  });

  it("answers 404 for a run that is not there", async () => {
    expect((await call("PATCH", `/${randomUUID()}`, { name: "x" })).statusCode).toBe(404);
    expect((await call("DELETE", `/${randomUUID()}`)).statusCode).toBe(404);
    expect((await call("GET", `/${randomUUID()}`)).statusCode).toBe(404);
    expect((await call("GET", `/${randomUUID()}/history`)).statusCode).toBe(404);
  });
});

describe("removeJob", () => {
  it("G4: takes a run away and leaves its history and an audit record; events do not bring it back", async () => {
    const { job_id } = newJob();
    const runId = (await events.start({ job_id })).json().run_id;
    expect((await call("DELETE", `/${runId}`, undefined, { "x-correlation-id": "clean-up" })).statusCode).toBe(204);
    expect((await call("GET", `/${runId}`)).statusCode).toBe(404);
    expect((await events.history(runId)).map(({ kind, correlation_id }) => [kind, correlation_id])).toEqual([
      ["started", expect.any(String)],
      ["removed", "clean-up"],
    ]);
    expect(await audited("run.removed", runId)).toMatchObject([
      { detail: { job_id, user: "akara", state: "running" } },
    ]);
    const late = await events.finish({ job_id });
    expect([late.statusCode, late.json().error.code]).toEqual([409, "JOB_TERMINAL_FROZEN"]);
    expect((await call("GET", `/${runId}`)).statusCode).toBe(404);
  });

  it("is refused once accounting has told of the run", async () => {
    const { job_id } = newJob();
    const answer = await upload(events.app, sacctText([sacctRun(job_id)]), { query: { time_zone: "UTC" } });
    expect(answer.statusCode).toBe(201);
    const { rows } = await events.app.ctx.db.pool.query("select run_id from jobs.run where job_id = $1", [job_id]);
    const refused = await call("DELETE", `/${rows[0].run_id}`);
    expect([refused.statusCode, refused.json().error.code]).toEqual([409, "JOB_IS_ACCOUNTED"]);
    const frozen = await call("PATCH", `/${rows[0].run_id}`, { name: "x" });
    expect(frozen.json().error.code).toBe("JOB_TERMINAL_FROZEN");
  });
});

describe("G6: an event", () => {
  it("leaves a run, its verdict, its history and an audit record", async () => {
    const { pool } = events.app.ctx.db;
    const counts = async () =>
      (
        await pool.query(`select (select count(*) from jobs.run) as runs, (select count(*) from jobs.event_run) as told,
          (select count(*) from jobs.run_event) as events, (select count(*) from audit.record) as audited,
          (select count(*) from rating.uncharged) as verdicts`)
      ).rows;
    const before = await counts();
    const answer = await events.start({
      job_id: newJob().job_id,
      name: "x",
      user: "a".repeat(255),
      cluster: "l".repeat(255),
    });
    expect(answer.statusCode).toBe(200);
    const after = await counts();
    expect(Number(after[0].runs) - Number(before[0].runs)).toBe(1);
    expect(Number(after[0].told) - Number(before[0].told)).toBe(1);
    expect(Number(after[0].events) - Number(before[0].events)).toBe(1);
    expect(Number(after[0].verdicts) - Number(before[0].verdicts)).toBe(1);
    expect(Number(after[0].audited) - Number(before[0].audited)).toBe(2); // a new cluster is one more
  });
});

describe("listJobs", () => {
  const list = async (query: string, headers: Record<string, string> = events.app.as.auditor.headers) =>
    (await events.app.inject({ url: `/api/v1/jobs?cluster=chi&${query}`, headers })).json();
  const ids = async (query: string, headers?: Record<string, string>) =>
    (await list(query, headers)).data.map((job: { job_id: number }) => job.job_id).sort();

  beforeAll(async () => {
    const base = { cluster: "chi", timestamp: "2026-11-20T10:00:00Z" };
    const told = [
      { job_id: 1, user: "akara", node_list: ["c[1-12]"], partition: "cpu", account: "physics" },
      { job_id: 2, user: "ben", node_list: ["c[01-12],g1"], partition: "gpu", account: "physics" },
      { job_id: 3, user: "akara", node_list: ["r[1-2]n[1-4]"], partition: "gpu", account: "bio" },
      {
        job_id: 4,
        user: "akara",
        node_list: ["c1"],
        partition: "cpu",
        account: "bio",
        timestamp: "2026-10-01T10:00:00Z",
      },
    ];
    for (const each of told) await events.start({ ...base, ...each });
    await events.finish({ cluster: "chi", job_id: 3, final_state: "TIMEOUT" });
  });

  it.each<[string, number[]]>([
    ["user=akara", [1, 3, 4]],
    ["account=bio", [3, 4]],
    ["partition=gpu", [2, 3]],
    ["state=running", [1, 2, 4]],
    ["state=failed", [3]],
    ["node=c3", [1]],
    ["node=c03", [2]],
    ["node=c12", [1, 2]],
    ["node=c13", []],
    ["node=c1", [1]], // the other one is older than thirty days
    ["node=c1&from=2026-01-01T00:00:00Z", [1, 4]],
    ["node=r2n4", [3]],
    ["node=r2n5", []],
    ["node=g1&user=akara", []],
    ["from=2026-11-01T00:00:00Z&to=2026-11-20T10:00:00Z", []],
    ["to=2026-11-01T00:00:00Z", [4]],
  ])("finds by %s what fits and nothing else", async (query, expected) => {
    expect(await ids(query)).toEqual(expected);
  });

  it("is paged, the last submitted first, and shows a user their own alone", async () => {
    const first = await list("limit=3");
    const second = await list(`limit=3&cursor=${first.next_cursor}`);
    expect([...first.data, ...second.data].map((job) => job.job_id).sort()).toEqual([1, 2, 3, 4]);
    expect(second).toMatchObject({ data: [{ job_id: 4 }], next_cursor: null });
    const { headers } = await signInAs(events.app.ctx, "user", { username: "ben", slurmUsers: ["ben"] });
    expect(await ids("", headers)).toEqual([2]);
    const [theirs] = (await list("user=akara")).data;
    const answer = await events.app.inject({ url: `/api/v1/jobs/${theirs.run_id}/history`, headers });
    expect(answer.statusCode).toBe(404);
  });
});
