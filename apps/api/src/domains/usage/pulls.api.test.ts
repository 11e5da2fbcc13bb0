import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { jobLifter } from "../../integrations/slurm/job-lifter.ts";
import { systemContext } from "../../platform/context.ts";
import { startQueue } from "../../platform/queue.ts";
import { type ContractApp, startContractApp } from "../../testing/contract-app.ts";
import { ScriptedSource, unreachable } from "../../testing/scripted-source.ts";
import { sacctRun } from "../../testing/usage-api.ts";
import { runPricer } from "../rating/run-pricer.ts";
import { pullTasks } from "./pull-tasks.ts";

/** A pull reads a day at a time: this far back is two. */
const SINCE = Math.floor(Date.now() / 1_000) - 100_000;
const first = new ScriptedSource("sacct");
const second = new ScriptedSource("file");
const SOURCES = [
  {
    ...{ cluster: "lotus", timeZone: "UTC", everySeconds: 300, overlapSeconds: 3_600, since: SINCE },
    sources: [first, second],
  },
];

/** Figures are kept for a few seconds. */
const KEPT = { timeout: 15_000, interval: 500 };

let app: ContractApp;
beforeAll(async () => {
  app = await startContractApp({ sources: SOURCES });
});
afterAll(async () => await app[Symbol.asyncDispose]());

const get = async (url: string, headers = app.as.auditor.headers) => await app.inject({ url, headers });
const post = async (url: string, payload: object | undefined = undefined, headers: Record<string, string> = {}) =>
  await app.inject({
    method: "POST",
    url,
    headers: { ...app.as.finance.headers, ...headers },
    ...(payload && { payload }),
  });
const PULLS = "/api/v1/usage/pulls";

describe("sources", () => {
  it("are listed with how far their pulls have come", async () => {
    expect((await get("/api/v1/usage/sources")).json().data).toEqual([
      {
        ...{ cluster: "lotus", sources: ["sacct", "file"], every_minutes: 5, overlap_minutes: 60 },
        ...{
          last_day: null,
          is_scheduled: true,
          read_until: null,
          lag_seconds: null,
          recent_pulls: [],
          open_pulls: [],
        },
      },
    ]);
  });

  it("are tried, and each says what it is or why it does not answer, in the caller's language", async () => {
    second.failure = unreachable();
    const headers = { "accept-language": "th" };
    const { data } = (await post("/api/v1/usage/sources/lotus/check", undefined, headers)).json();
    second.failure = null;
    expect(data).toMatchObject([
      { source: "sacct", slurm_version: "24.11.5", clusters: ["lotus"], failures: [] },
      {
        source: "file",
        slurm_version: null,
        failures: [{ code: "SOURCE_UNREACHABLE", message: expect.stringMatching(/แหล่งข้อมูล/) }],
      },
    ]);
    expect((await post("/api/v1/usage/sources/orchid/check")).statusCode).toBe(404);
  });
});

describe("a pull asked for by hand", () => {
  it("is done by a worker, and what it read is there", async () => {
    const end = Math.floor(Date.now() / 1_000) - 7_200;
    const [to, from] = [end, end - 3_600].map((time) => new Date(time * 1_000).toISOString().slice(0, 19));
    const times = { Submit: from ?? "", Eligible: from ?? "", Start: from ?? "", End: to ?? "" };
    first.runs.push({ startedAt: end - 3_600, endedAt: end, row: sacctRun(4711, times) });
    const asked = await post(PULLS, { cluster: "lotus" });
    expect(asked.json()).toMatchObject({ kind: "manual", state: "waiting", requested_by: "finance", batches: 0 });
    const ctx = { ...systemContext(app.ctx), pricer: runPricer, lifter: jobLifter };
    await using _queue = await startQueue({ db: app.ctx.db, log: app.ctx.log, ...pullTasks(ctx, SOURCES) });
    const done = async () => (await get(`${PULLS}/${asked.json().id}`)).json();
    await vi.waitFor(async () => expect((await done()).state).toBe("done"), { timeout: 20_000, interval: 200 });
    expect(await done()).toMatchObject({ source: "sacct", failures: [] });
    const { data } = (await get("/api/v1/usage/batches")).json();
    expect(data.map((batch: { source: string; pull_id: string }) => batch.source)).toContain("sacct");
    expect((await get("/api/v1/runs?user=somchai")).json().data).toHaveLength(1);
  });

  it("is asked for once with one Idempotency-Key, and is audited", async () => {
    const body = { cluster: "lotus", from: "2026-01-01T00:00:00Z", to: "2026-01-03T00:00:00Z" };
    const [one, two] = [1, 2].map(async () => await post(PULLS, body, { "idempotency-key": "backfill-1" }));
    const ids = [(await one)?.json().id, (await two)?.json().id];
    expect(ids[0]).toBe(ids[1]);
    const { rows } = await app.ctx.db.pool.query(
      "select actor_name from audit.record where action = 'usage.pull_requested' and subject = $1",
      [ids[0]],
    );
    expect(rows).toEqual([{ actor_name: "finance" }]);
  });

  it.each([
    ["half a range", { from: "2026-01-01T00:00:00Z" }],
    ["a range the wrong way round", { from: "2026-01-02T00:00:00Z", to: "2026-01-01T00:00:00Z" }],
    ["an empty range", { from: "2026-01-02T00:00:00Z", to: "2026-01-02T00:00:00Z" }],
    ["the future", { from: "2026-01-02T00:00:00Z", to: "2199-01-01T00:00:00Z" }],
    ["more than ten years", { from: "2010-01-02T00:00:00Z", to: "2026-01-01T00:00:00Z" }],
  ])("is refused for %s", async (_what, range) => {
    const answer = await post(PULLS, { cluster: "lotus", ...range });
    expect([answer.statusCode, answer.json().error.code]).toEqual([422, "PULL_RANGE_INVALID"]);
  });

  it("is refused for a cluster that has no sources", async () => {
    const answer = await post(PULLS, { cluster: "orchid" });
    const details = [{ field: "cluster", issue: "names no cluster with sources" }];
    expect([answer.statusCode, answer.json().error]).toMatchObject([404, { code: "NOT_FOUND", details }]);
  });

  it("is paused, resumed and cancelled, each only where it makes sense", async () => {
    const body = { cluster: "lotus", from: "2025-01-01T00:00:00Z", to: "2025-01-03T00:00:00Z" };
    const { id } = (await post(PULLS, body)).json();
    const act = async (action: string) => (await post(`${PULLS}/${id}/${action}`)).json();
    expect((await act("resume")).error.code).toBe("PULL_STATE");
    expect((await act("pause")).state).toBe("paused");
    expect((await act("pause")).error.code).toBe("PULL_STATE");
    expect((await act("resume")).state).toBe("waiting");
    expect(await act("cancel")).toMatchObject({ state: "cancelled", finished_at: expect.any(String) });
    expect((await act("resume")).error.code).toBe("PULL_STATE");
    expect((await post(`${PULLS}/019a0000-0000-7000-8000-000000000000/pause`)).statusCode).toBe(404);
    const list = (await get(`${PULLS}?cluster=lotus&kind=backfill&state=cancelled`)).json();
    expect(list.data.map((pull: { id: string }) => pull.id)).toEqual([id]);
  });

  it("shows how far behind now a cluster is to those who watch", async () => {
    const lag = async () => {
      const { body } = await app.inject({ url: "/metrics" });
      return Number(/^purser_usage_lag_seconds\{cluster="lotus"\} (\S+)$/m.exec(body)?.[1]);
    };
    await expect.poll(lag, KEPT).toBeLessThan(600);
    const { pool } = app.ctx.db;
    const { rows } = await pool.query("select read_until from usage.watermark where cluster = 'lotus'");
    await pool.query("update usage.watermark set read_until = now() - interval '30 days' where cluster = 'lotus'");
    await expect.poll(lag, KEPT).toBeGreaterThan(29 * 86_400);
    // Nothing of a cluster that was retired is behind which lies after its last day.
    await pool.query("update inventory.cluster set last_day = current_date - 29 where name = 'lotus'");
    await expect.poll(lag, KEPT).toBeLessThan(3 * 86_400);
    const [lotus] = (await get("/api/v1/usage/sources")).json().data;
    expect(lotus).toMatchObject({ is_scheduled: false, last_day: expect.stringMatching(/^\d{4}-\d\d-\d\d$/) });
    const refused = await post(PULLS, { cluster: "lotus" });
    expect([refused.statusCode, refused.json().error.code]).toEqual([409, "CLUSTER_RETIRED"]);
    expect((await post("/api/v1/usage/sources/lotus/check")).statusCode).toBe(200);
    await pool.query("update inventory.cluster set last_day = null where name = 'lotus'");
    await pool.query("update usage.watermark set read_until = $1 where cluster = 'lotus'", [rows[0].read_until]);
  });

  it("waits in a line that is not endless, and its list is paged", async () => {
    const answers: number[] = [];
    for (let day = 1; day <= 22; day += 1) {
      const range = { from: `2024-01-${String(day).padStart(2, "0")}T00:00:00Z`, to: "2024-02-01T00:00:00Z" };
      answers.push((await post(PULLS, { cluster: "lotus", ...range })).statusCode);
    }
    expect(answers).toContain(409);
    const seen: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const answer = await get(`${PULLS}?limit=7${cursor && `&cursor=${cursor}`}`);
      const page: { data: { id: string }[]; next_cursor: string | null } = answer.json();
      seen.push(...page.data.map(({ id }) => id));
      cursor = page.next_cursor;
    }
    expect(seen).toEqual([...new Set(seen)].sort().reverse());
    expect(seen.length).toBeGreaterThanOrEqual(20);
  });
});
