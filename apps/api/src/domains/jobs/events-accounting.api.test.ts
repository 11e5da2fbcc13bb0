import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type EventsApp, startEventsApp } from "../../testing/events-api.ts";
import { type SacctRow, sacctRun, sacctText, upload } from "../../testing/usage-api.ts";
import { forgetOldTellings } from "./forget-told.ts";

let events: EventsApp;
let jobId = 0;
beforeAll(async () => {
  events = await startEventsApp({ now: () => new Date("2026-11-21T04:00:00Z") });
});
afterAll(async () => await events[Symbol.asyncDispose]());
afterEach(async () => {
  expect(await events.violations()).toEqual([]);
  expect((await events.app.ctx.db.pool.query("select * from usage.check_day_counts()")).rows).toEqual([]);
});

function nextJob(): number {
  jobId += 1;
  return jobId;
}

const START = { user: "somchai", node_list: ["c1"], timestamp: "2026-03-01T01:00:02Z" };
const END = { timestamp: "2026-03-01T02:00:01Z", exit_code: 0 };
const SUBMIT = "2026-03-01T01:00:00Z";

/** Ingests runs as sacct prints them in UTC; what came of each. */
async function account(...rows: SacctRow[]) {
  const answer = await upload(events.app, sacctText(rows), { query: { time_zone: "UTC" } });
  expect(answer.statusCode).toBe(201);
  return answer.json();
}

async function charge(runId: string) {
  const { headers } = events.app.as.auditor;
  return (await events.app.inject({ url: `/api/v1/runs/${runId}/charge`, headers })).json();
}

async function runsOf(job_id: number): Promise<string[]> {
  const { rows } = await events.app.ctx.db.pool.query("select run_id from jobs.run where job_id = $1", [job_id]);
  return rows.map(({ run_id }) => run_id);
}

describe("a run that events told of first", () => {
  it.each([true, false])(
    "becomes one run with one charge by accounting's figures, its submit time told: %s",
    async (told) => {
      const job_id = nextJob();
      const name = told ? { job_id, submit_time: SUBMIT } : { job_id };
      const runId = (await events.start({ ...START, ...name, cpu_allocation: 64, gpu_allocation: 8 })).json().run_id;
      expect(await charge(runId)).toMatchObject({ verdict: "not_accounted", total: null });
      await events.finish({ ...END, ...name });
      expect(await charge(runId)).toMatchObject({ verdict: "not_accounted", total: null });
      expect(await events.job(runId)).toMatchObject({ state: "completed", accounted: false, allocated_cpus: 64 });
      const batch = await account(sacctRun(job_id));
      expect(batch).toMatchObject({ runs_new: 1, runs_changed: 0, runs_unchanged: 0 });
      expect(await runsOf(job_id)).toEqual([runId]);
      // Two CPUs and 1 GiB for an hour, by the default card of the private tier.
      expect(await charge(runId)).toMatchObject({ verdict: "charged", total: "12.000000" });
      expect(await events.job(runId)).toMatchObject({
        ...{ accounted: true, allocated_cpus: 2, gpus: 0, submitted_at: SUBMIT, started_at: SUBMIT },
        ended_at: "2026-03-01T02:00:00Z",
      });
      expect((await events.history(runId)).map(({ kind, correlation_id }) => [kind, correlation_id])).toEqual([
        ["started", expect.any(String)],
        ["finished", expect.any(String)],
        ["accounted", batch.id],
      ]);
      // The same record again, and with a later word, is of the same run.
      expect(await account(sacctRun(job_id))).toMatchObject({ runs_unchanged: 1 });
      expect(await account(sacctRun(job_id, { ExitCode: "3:0", State: "FAILED" }))).toMatchObject({ runs_changed: 1 });
      expect(await runsOf(job_id)).toEqual([runId]);
      expect((await events.history(runId)).at(-1)).toMatchObject({ kind: "accounted", snapshot: { state: "failed" } });
    },
  );

  it("keeps the record that tells it, also beside one that says nothing new", async () => {
    const [known, job_id] = [nextJob(), nextJob()];
    await account(sacctRun(known));
    const runId = (await events.start({ ...START, job_id })).json().run_id;
    expect(await account(sacctRun(known), sacctRun(job_id))).toMatchObject({ runs_new: 1, runs_unchanged: 1 });
    const { headers } = events.app.as.auditor;
    const records = await events.app.inject({ url: `/api/v1/runs/${runId}/records`, headers });
    expect(records.json().data).toMatchObject([{ text: expect.stringMatching(`^${job_id}\\|`) }]);
  });

  it("is not priced by an end that accounting has not told", async () => {
    const job_id = nextJob();
    const runId = (await events.start({ ...START, job_id, submit_time: SUBMIT })).json().run_id;
    await account(sacctRun(job_id, { State: "RUNNING", End: "Unknown" }));
    expect(await charge(runId)).toMatchObject({ verdict: "not_ended" });
    await events.finish({ ...END, job_id, submit_time: SUBMIT, final_state: "COMPLETED" });
    expect(await events.job(runId)).toMatchObject({ state: "completed", ended_at: END.timestamp, accounted: true });
    expect(await charge(runId)).toMatchObject({ verdict: "not_ended", total: null });
    await account(sacctRun(job_id));
    expect(await charge(runId)).toMatchObject({ verdict: "charged", total: "12.000000" });
  });

  it("does not go back to running by a record that was read before its end", async () => {
    const job_id = nextJob();
    const name = { job_id, submit_time: SUBMIT };
    const runId = (await events.start({ ...START, ...name })).json().run_id;
    await events.finish({ ...END, ...name });
    expect(await account(sacctRun(job_id, { State: "RUNNING", End: "Unknown" }))).toMatchObject({ runs_unchanged: 1 });
    expect(await events.job(runId)).toMatchObject({ state: "completed", accounted: false });
    await account(sacctRun(job_id));
    expect(await charge(runId)).toMatchObject({ verdict: "charged" });
  });

  it("leaves the runs under way when accounting says that it has ended", async () => {
    const job_id = nextJob();
    const runId = (await events.start({ ...START, job_id, cluster: "lotus" })).json().run_id;
    const live = async () =>
      (await events.app.inject({ url: "/api/v1/live/runs?limit=500", headers: events.headers })).json().data;
    expect((await live()).some(({ run_id }: { run_id: string }) => run_id === runId)).toBe(true);
    await account(sacctRun(job_id, { State: "NODE_FAIL" }));
    expect((await live()).some(({ run_id }: { run_id: string }) => run_id === runId)).toBe(false);
    expect(await charge(runId)).toMatchObject({ verdict: "free_state" });
    expect((await events.finish({ ...END, job_id })).statusCode).toBe(409);
  });

  it("and was requeued is two runs, each with its own record", async () => {
    const job_id = nextJob();
    const first = (await events.start({ ...START, job_id, restart_count: 0 })).json().run_id;
    await events.finish({ ...END, job_id, restart_count: 0, final_state: "REQUEUED" });
    const again = { ...START, job_id, restart_count: 1, timestamp: "2026-03-01T03:00:01Z" };
    const second = (await events.start(again)).json().run_id;
    const times = { Submit: "2026-03-01T02:00:00", Eligible: "2026-03-01T02:02:00", Start: "2026-03-01T03:00:00" };
    await account(sacctRun(job_id, { ...times, End: "2026-03-01T04:00:00" }), sacctRun(job_id, { State: "REQUEUED" }));
    expect((await runsOf(job_id)).sort()).toEqual([first, second].sort());
    expect(await events.job(first)).toMatchObject({ raw_state: "REQUEUED", submitted_at: SUBMIT });
    expect(await events.job(second)).toMatchObject({ raw_state: "COMPLETED", submitted_at: "2026-03-01T02:00:00Z" });
  });
});

describe("a run that accounting told of first", () => {
  it.each([true, false])(
    "takes late events into its history and nothing else, their submit time told: %s",
    async (told) => {
      const job_id = nextJob();
      await account(sacctRun(job_id));
      const [runId = ""] = await runsOf(job_id);
      const name = told ? { job_id, submit_time: SUBMIT } : { job_id };
      for (const late of [
        await events.start({ ...START, ...name }),
        await events.finish({ ...END, ...name, final_state: "FAILED" }),
      ]) {
        expect([late.statusCode, late.json().error.code]).toEqual([409, "JOB_TERMINAL_FROZEN"]);
      }
      expect((await events.start({ ...START, ...name })).json()).toMatchObject({ status: "skipped", run_id: runId });
      expect(await runsOf(job_id)).toEqual([runId]);
      expect(await charge(runId)).toMatchObject({ verdict: "charged", total: "12.000000" });
      const history = await events.history(runId);
      expect(history.map(({ kind, outcome }) => [kind, outcome])).toEqual([
        ["accounted", "created"],
        ["started", "frozen"],
        ["finished", "frozen"],
      ]);
      expect(history[2]).toMatchObject({ snapshot: { state: "completed", accounted: true } });
    },
  );

  it("while it ran is watched by events and ended by accounting", async () => {
    const job_id = nextJob();
    await account(sacctRun(job_id, { State: "PENDING", Start: "Unknown", End: "Unknown", AllocTRES: "" }));
    const [runId = ""] = await runsOf(job_id);
    expect((await events.start({ ...START, job_id, submit_time: SUBMIT })).json().run_id).toBe(runId);
    expect(await events.job(runId)).toMatchObject({ state: "running", started_at: START.timestamp });
    // A list asked for a state has it by what is said last, as its own page does.
    const { headers } = events.app.as.auditor;
    const listed = async (state: string) => {
      const answer = await events.app.inject({ url: `/api/v1/jobs?state=${state}&limit=500`, headers });
      return (answer.json().data as { run_id: string }[]).some((run) => run.run_id === runId);
    };
    expect([await listed("running"), await listed("pending")]).toEqual([true, false]);
    await account(sacctRun(job_id, { State: "RUNNING", End: "Unknown" }));
    await events.finish({ ...END, job_id, submit_time: SUBMIT, final_state: "TIMEOUT" });
    expect(await events.job(runId)).toMatchObject({ state: "failed", raw_state: "TIMEOUT" });
    expect([await listed("failed"), await listed("running")]).toEqual([true, false]);
    await account(sacctRun(job_id, { State: "TIMEOUT" }));
    expect(await charge(runId)).toMatchObject({ verdict: "charged" });
  });
});

describe("what a run was put together from", () => {
  it("goes a month after its end is accounted, and nobody sees a difference", async () => {
    const [ended, waiting] = [nextJob(), nextJob()];
    const told = { restart_count: 1, gpu_vendor: "nvidia", gpu_devices: ["0"], cgroup_path: "/slurm/job", node: "c1" };
    const ids: string[] = [];
    for (const job_id of [ended, waiting]) {
      ids.push((await events.start({ ...START, ...told, job_id, submit_time: SUBMIT })).json().run_id);
      await events.finish({ ...END, job_id, submit_time: SUBMIT, node: "c1" });
    }
    await account(sacctRun(ended));
    const { headers } = events.app.as.auditor;
    const known = async () =>
      await Promise.all(
        ids.flatMap((id) =>
          ["", "/history", "/efficiency"].map(async (what) =>
            (await events.app.inject({ url: `/api/v1/jobs/${id}${what}`, headers })).json(),
          ),
        ),
      );
    const size = async (id: string | undefined) => {
      const text = "select pg_column_size(told) as bytes from jobs.event_run where run_id = $1";
      return (await events.app.ctx.db.pool.query(text, [id])).rows[0].bytes;
    };
    const [before, bytes, others] = [await known(), await size(ids[0]), await size(ids[1])];
    const at = (time: string) => ({ db: events.app.ctx.db, now: () => new Date(time) });
    await forgetOldTellings(at("2026-03-31T02:00:00Z"));
    expect(await size(ids[0])).toBe(bytes);
    expect(await forgetOldTellings(at("2026-03-31T02:00:02Z"))).toBeGreaterThanOrEqual(1);
    expect(await size(ids[0])).toBeLessThan(bytes / 2);
    expect(await size(ids[1])).toBe(others);
    expect(await known()).toEqual(before);
    // Whoever comes after that is told what would have been told before.
    const late = { job_id: ended, submit_time: SUBMIT };
    expect((await events.finish({ ...END, ...late, node: "c1" })).json().status).toBe("skipped");
    expect((await events.finish({ ...END, ...late, node: "c9" })).statusCode).toBe(409);
    expect((await events.start({ ...START, job_id: ended, restart_count: 1, node: "c9" })).json().error.code).toBe(
      "JOB_TERMINAL_FROZEN",
    );
    expect(await runsOf(ended)).toEqual([ids[0]]);
    expect(await forgetOldTellings(at("2026-03-31T02:00:02Z"))).toBe(0);
  });
});
