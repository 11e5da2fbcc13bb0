import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type EventsApp, startEventsApp } from "../../testing/events-api.ts";

const SUBMITTED = "2026-11-20T09:59:00Z";

let events: EventsApp;
let jobId = 1_000;
beforeAll(async () => {
  events = await startEventsApp({ now: () => new Date("2026-11-21T04:00:00Z") });
});
afterAll(async () => await events[Symbol.asyncDispose]());
afterEach(async () => expect(await events.violations()).toEqual([]));

/** A job of its own for each test. */
function nextJob(): { job_id: number; submit_time: string } {
  jobId += 1;
  return { job_id: jobId, submit_time: SUBMITTED };
}

describe("recordJobStarted", () => {
  it("makes a run with all that it tells, and answers with it", async () => {
    const job = nextJob();
    const told = { ...job, gpu_vendor: "nvidia", gpu_devices: ["0", "1"], cgroup_path: "/slurm/job", name: "train" };
    const answer = await events.start({ ...told, node: "c1", array_job_id: 40, array_task_id: 2, restart_count: 0 });
    expect([answer.statusCode, answer.json()]).toEqual([
      200,
      { status: "created", job_id: job.job_id, run_id: expect.any(String), message: expect.stringMatching(/known/) },
    ]);
    expect(await events.job(answer.json().run_id)).toMatchObject({
      ...{ cluster: "lotus", job_id: job.job_id, display_id: "40_2", user: "akara", account: "physics" },
      ...{ partition: "gpu", state: "running", raw_state: "RUNNING", nodes: "c[1-2]", node_count: 2, name: "train" },
      ...{ submitted_at: SUBMITTED, started_at: "2026-11-20T10:00:00Z", ended_at: null, accounted: false },
      ...{ allocated_cpus: 8, allocated_memory_mib: 16_384, gpus: 2, gpu_vendor: "nvidia", gpu_devices: ["0", "1"] },
      ...{ cgroup_path: "/slurm/job", restart_count: 0 },
    });
  });

  it("takes the job id as digits, and the same event word for word only once", async () => {
    const { job_id, submit_time } = nextJob();
    const first = await events.start({ job_id: String(job_id), submit_time });
    const second = await events.start({ job_id, submit_time });
    expect([first.json().status, second.json().status]).toEqual(["created", "skipped"]);
    expect(second.json().run_id).toBe(first.json().run_id);
    expect(await events.history(first.json().run_id)).toHaveLength(1);
  });

  it("keeps who told it in its history, and sends the headers back", async () => {
    const given = { "x-changed-by": "slurm-prolog", "x-source": "prolog.sh", "x-correlation-id": "abc 1" };
    const answer = await events.start(nextJob(), given);
    expect(answer.headers).toMatchObject(given);
    const [line] = await events.history(answer.json().run_id);
    expect(line).toMatchObject({
      ...{
        kind: "started",
        outcome: "created",
        actor: "service:nodes",
        changed_by: "slurm-prolog",
        source: "prolog.sh",
      },
      ...{ correlation_id: "abc 1", occurred_at: "2026-11-20T10:00:00.000Z" },
      told: { user: "akara", nodes: ["c1", "c2"], timestamp: "2026-11-20T10:00:00Z" },
      snapshot: { state: "running", user: "akara", nodes: "c[1-2]", accounted: false },
    });
    const plain = await events.start(nextJob());
    expect(plain.headers).toMatchObject({
      ...{
        "x-changed-by": "service:nodes",
        "x-source": "lifecycle-event",
        "x-correlation-id": expect.stringMatching(/^[0-9a-f-]{36}$/),
      },
    });
  });

  it.each([
    ["JOB_TIME_INVALID", { timestamp: "1999-01-01T00:00:00Z" }],
    ["JOB_TIME_INVALID", { timestamp: "2026-11-23T00:00:00Z" }],
    ["JOB_NODE_LIST_INVALID", { node_list: ["c[1-"] }],
    ["VALIDATION_FAILED", { job_id: "0" }],
    ["VALIDATION_FAILED", { user: "" }],
    ["VALIDATION_FAILED", { gpu_vendor: "3dfx" }],
  ])("refuses with %s what is told as %j", async (code, body) => {
    const answer = await events.start({ ...nextJob(), ...body });
    expect([answer.statusCode, answer.json().error.code]).toEqual([422, code]);
  });

  it("refuses headers that are too long, and a token without the scope", async () => {
    const long = await events.start(nextJob(), { "x-source": "x".repeat(201) });
    expect(long.statusCode).toBe(422);
    const payload = { cluster: "lotus", job_id: 1, user: "a", node_list: ["c1"], timestamp: SUBMITTED };
    const call = { method: "POST", url: "/api/v1/events/job-started", payload } as const;
    const { statusCode } = await events.app.inject({ ...call, headers: events.app.as.auditor.headers });
    expect(statusCode).toBe(403);
  });
});

describe("recordJobFinished", () => {
  it("ends a run when its last node does, with exit code and signal", async () => {
    const job = nextJob();
    const runId = (await events.start({ ...job, node: "c1" })).json().run_id;
    await events.start({ ...job, node: "c2", timestamp: "2026-11-20T10:00:01Z" });
    const one = await events.finish({ ...job, node: "c1", exit_code: 0, signal: 11 });
    expect(one.json()).toMatchObject({ status: "updated", run_id: runId });
    expect(await events.job(runId)).toMatchObject({ state: "running", ended_at: null });
    await events.finish({ ...job, node: "c2", exit_code: 0, signal: 0, timestamp: "2026-11-20T11:00:05Z" });
    expect(await events.job(runId)).toMatchObject({
      ...{ state: "failed", raw_state: "FAILED", ended_at: "2026-11-20T11:00:05Z", exit_code: 0, exit_signal: 11 },
      elapsed_seconds: 3_605,
    });
  });

  it("makes a run of a job that is not known, and a start that comes late fills it", async () => {
    const job = nextJob();
    const answer = await events.finish({ ...job, user: "akara", final_state: "TIMEOUT" });
    const runId = answer.json().run_id;
    expect(answer.json().status).toBe("created");
    expect(await events.job(runId)).toMatchObject({ state: "failed", raw_state: "TIMEOUT", started_at: null });
    expect((await events.start(job)).json()).toMatchObject({ status: "updated", run_id: runId });
    expect(await events.job(runId)).toMatchObject({
      ...{ state: "failed", started_at: "2026-11-20T10:00:00Z", ended_at: "2026-11-20T11:00:00Z", allocated_cpus: 8 },
    });
  });

  it("G3: answers 409 to what comes too late, keeps it in the history, and changes nothing", async () => {
    const job = nextJob();
    const runId = (await events.start(job)).json().run_id;
    await events.finish({ ...job, final_state: "COMPLETED" });
    expect((await events.history(runId)).at(-1)).toMatchObject({ snapshot: { nodes_finished: 2 } }); // it spoke for both
    const before = await events.job(runId);
    for (const late of [
      await events.finish({ ...job, final_state: "FAILED" }),
      await events.start({ ...job, timestamp: "2026-11-20T10:00:09Z" }),
    ]) {
      expect([late.statusCode, late.json().error.code]).toEqual([409, "JOB_TERMINAL_FROZEN"]);
    }
    expect(await events.job(runId)).toEqual(before);
    const history = await events.history(runId);
    expect(history.map(({ kind, outcome }) => [kind, outcome])).toEqual([
      ["started", "created"],
      ["finished", "updated"],
      ["finished", "frozen"],
      ["started", "frozen"],
    ]);
    expect((await events.finish({ ...job, final_state: "COMPLETED" })).json().status).toBe("skipped");
  });

  it("G8: refuses a state that is no end", async () => {
    const job = nextJob();
    const runId = (await events.start(job)).json().run_id;
    for (const word of ["PENDING", "running", "SUSPENDED"]) {
      const answer = await events.finish({ ...job, final_state: word });
      expect([answer.statusCode, answer.json().error.code]).toEqual([422, "JOB_STATE_NOT_FINAL"]);
    }
    expect(await events.job(runId)).toMatchObject({ state: "running", ended_at: null });
  });

  it("takes the end on another node also after the run has ended", async () => {
    const job = nextJob();
    const runId = (await events.start({ ...job, node_list: ["c1"], node: "c1" })).json().run_id;
    await events.finish({ ...job, node: "c1" });
    const other = await events.finish({ ...job, final_state: "NODE_FAIL" });
    expect(other.json().status).toBe("updated");
    expect(await events.job(runId)).toMatchObject({ state: "failed", raw_state: "NODE_FAIL" });
  });
});

describe("events that name no submit time", () => {
  it("belong to the run of their job that is under way, and the next start to another", async () => {
    const { job_id } = nextJob();
    const runId = (await events.start({ job_id, node: "c1" })).json().run_id;
    expect((await events.start({ job_id, node: "c2" })).json().run_id).toBe(runId);
    for (const node of ["c1", "c2"]) await events.finish({ job_id, node });
    expect(await events.job(runId)).toMatchObject({ state: "completed" });
    const again = await events.start({ job_id, timestamp: "2026-11-20T12:00:00Z" });
    expect(again.json().status).toBe("created");
    expect(again.json().run_id).not.toBe(runId);
    const late = await events.start({ job_id, node: "c1", timestamp: "2026-11-20T10:30:00Z" });
    expect(late.statusCode).toBe(409);
  });

  it("and those that do are of one run, whichever comes first", async () => {
    const [first, second] = [nextJob(), nextJob()];
    const named = (await events.start(first)).json().run_id;
    expect((await events.finish({ job_id: first.job_id })).json().run_id).toBe(named);
    const unnamed = (await events.start({ job_id: second.job_id })).json().run_id;
    expect((await events.finish(second)).json()).toMatchObject({ run_id: unnamed, status: "updated" });
    expect(await events.job(unnamed)).toMatchObject({ state: "completed", submitted_at: SUBMITTED });
  });

  it("are told apart by their restart count", async () => {
    const { job_id } = nextJob();
    const ids = [];
    for (const restart_count of [0, 1]) ids.push((await events.start({ job_id, restart_count })).json().run_id);
    expect(new Set(ids).size).toBe(2);
    await events.finish({ job_id, restart_count: 0, final_state: "REQUEUED" });
    expect(await events.job(ids[0])).toMatchObject({ raw_state: "REQUEUED" });
    expect(await events.job(ids[1])).toMatchObject({ state: "running" });
  });
});

describe("listLiveRuns", () => {
  const page = async (query: string) =>
    (await events.app.inject({ url: `/api/v1/live/runs${query}`, headers: events.headers })).json();
  const live = async (query: string) => (await page(query)).data;

  it("shows what is under way on a node, with what that node has of it", async () => {
    const job = { ...nextJob(), cluster: "mekong", gpu_vendor: "nvidia" };
    for (const [node, device] of [
      ["c1", "0"],
      ["c2", "3"],
    ] as const) {
      await events.start({ ...job, node, gpu_devices: [device], cgroup_path: `/slurm/${node}` });
    }
    expect(await live("?cluster=mekong&node=c2")).toMatchObject([
      {
        ...{ cluster: "mekong", job_id: job.job_id, user: "akara", nodes: ["c1", "c2"], nodes_started: ["c1", "c2"] },
        ...{ gpu_devices: ["3"], cgroup_path: "/slurm/c2", allocated_cpus: 8, gpus: 2, state: "running" },
      },
    ]);
    await events.finish({ ...nextJobless(job), node: "c2" });
    expect(await live("?cluster=mekong&node=c2")).toEqual([]);
    expect(await live("?cluster=mekong&node=c1")).toHaveLength(1);
    await events.finish({ ...nextJobless(job), node: "c1" });
    expect(await live("?cluster=mekong")).toEqual([]);
  });

  it("lists the last started first, and says on each page how many there are", async () => {
    const begun = { ping: "10:00:00", wang: "10:00:02", yom: "10:00:02", nan: "10:00:01" };
    for (const [user, time] of Object.entries(begun)) {
      await events.start({ ...nextJob(), cluster: "chao", user, timestamp: `2026-11-20T${time}Z` });
    }
    await events.finish({ ...nextJob(), cluster: "chao", user: "pasak" }); // which has ended
    const [seen, totals]: [Record<string, string>[], number[]] = [[], []];
    for (let cursor: string | null = ""; cursor !== null; ) {
      const more: { data: Record<string, string>[]; total: number; next_cursor: string | null } = await page(
        `?cluster=chao&limit=1${cursor === "" ? "" : `&cursor=${cursor}`}`,
      );
      seen.push(...more.data);
      totals.push(more.total);
      cursor = more.next_cursor;
    }
    expect(totals).toEqual([4, 4, 4, 4]);
    expect(seen.map(({ started_at: at }) => at?.slice(11, 19))).toEqual([
      "10:00:02",
      "10:00:02",
      "10:00:01",
      "10:00:00",
    ]);
    expect(new Set(seen.map(({ user }) => user))).toEqual(new Set(Object.keys(begun)));
    expect((await page("?cluster=chao&user=nan")).total).toBe(1);
  });
});

function nextJobless({ cluster, job_id, submit_time }: { cluster: string; job_id: number; submit_time: string }) {
  return { cluster, job_id, submit_time };
}
