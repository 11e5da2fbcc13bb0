import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type ContractApp, startContractApp } from "../../testing/contract-app.ts";
import { type SacctRow, sacctRun, sacctText, upload } from "../../testing/usage-api.ts";

let app: ContractApp;
let now = new Date("2026-03-10T05:00:00Z");
let cluster = "";
let clusters = 0;
beforeAll(async () => {
  app = await startContractApp({ now: () => now });
});
beforeEach(() => {
  clusters += 1;
  cluster = `lotus${clusters}`;
  now = new Date("2026-03-10T05:00:00Z");
});
afterAll(async () => {
  expect((await app.ctx.db.pool.query("select * from usage.check_day_counts()")).rows).toEqual([]);
  await app[Symbol.asyncDispose]();
});

/** A run of half an hour that was submitted and began as it could, and ended at that time in Bangkok. */
function run(jobId: number, end: string, change: SacctRow = {}): SacctRow {
  const start = new Date(Date.parse(`${end}Z`) - 1_800_000).toISOString().slice(0, 19);
  const times = { Submit: start, Eligible: start, Start: start, End: end, ElapsedRaw: "1800" };
  return sacctRun(jobId, { Cluster: cluster, ...times, ...change });
}

async function ingest(...rows: SacctRow[]): Promise<{ id: string; rejected: number }> {
  const answer = await upload(app, sacctText(rows), { query: { time_zone: "Asia/Bangkok" } });
  expect(answer.statusCode).toBe(201);
  return answer.json();
}

const get = async (path: string, who = app.as.auditor) =>
  await app.inject({ url: `/api/v1/usage/coverage${path}`, headers: who.headers });
const read = async (from: string, until: string) =>
  (await get(`?cluster=${cluster}&from=${from}&until=${until}`)).json();
const detail = async (day: string) => (await get(`/day?cluster=${cluster}&day=${day}`)).json();
const summary = async () => {
  const { data } = (await get("/clusters")).json();
  return data.find((found: { cluster: string }) => found.cluster === cluster);
};

describe("readCoverage", () => {
  it("tells read, quiet and unread days apart", async () => {
    await ingest(run(1, "2026-03-03T10:00:00"), run(2, "2026-03-03T23:59:59"), run(3, "2026-03-05T00:00:00"));
    await ingest(run(4, "2026-03-08T10:00:00", { State: "SOMETHING_NEW" }));
    const { data, time_zone: zone } = await read("2026-03-02", "2026-03-12");
    expect(zone).toBe("Asia/Bangkok");
    const states = data.map((day: Record<string, unknown>) => [day.day, day.state, day.run_count, day.batch_count]);
    expect(states).toEqual([
      ["2026-03-02", "outside", 0, 0],
      ["2026-03-03", "read", 2, 1],
      ["2026-03-04", "quiet", 0, 0], // the last run of the file was submitted on this day and ended on the next
      ["2026-03-05", "partial", 1, 1],
      ["2026-03-06", "gap", 0, 0],
      ["2026-03-07", "gap", 0, 0],
      ["2026-03-08", "read", 1, 1],
      ["2026-03-09", "gap", 0, 0],
      ["2026-03-10", "open", 0, 0],
      ["2026-03-11", "outside", 0, 0],
    ]);
    expect(data[6]).toMatchObject({ unknown_count: 1 });
  });

  it("fills a gap with what is read of it later, and the same file again changes nothing", async () => {
    await ingest(run(1, "2026-03-03T10:00:00"));
    await ingest(run(2, "2026-03-07T10:00:00"));
    expect(await summary()).toMatchObject({ gap_day_count: 5 });
    const between = [run(3, "2026-03-04T10:00:00"), run(4, "2026-03-06T10:00:00")];
    await ingest(...between);
    const filled = await read("2026-03-03", "2026-03-08");
    expect(filled.data.map((day: { state: string }) => day.state)).toEqual(["read", "read", "quiet", "read", "read"]);
    await ingest(...between);
    expect(await read("2026-03-03", "2026-03-08")).toEqual(filled);
    expect(await summary()).toMatchObject({ gap_day_count: 2, gaps: [{ from: "2026-03-08", to: "2026-03-09" }] });
  });

  it("takes the time that Slurm was asked for, where the file says it, also where that had no runs", async () => {
    const ask = async (query: Record<string, string>, rows: SacctRow[]) =>
      await upload(app, sacctText(rows), { query: { time_zone: "Asia/Bangkok", cluster, ...query } });
    const window = { read_from: "2026-03-01T17:00:00Z", read_until: "2026-03-06T17:00:00Z" };
    await ask(window, [run(1, "2026-03-03T10:00:00")]);
    const states = async () => (await read("2026-03-03", "2026-03-10")).data.map((day: { state: string }) => day.state);
    expect(await states()).toEqual(["read", "quiet", "quiet", "quiet", "gap", "gap", "gap"]);
    // What is yet to come was not read, whoever says so.
    const rest = { read_from: "2026-03-06T17:00:00Z", read_until: "2027-01-01T00:00:00Z" };
    expect((await ask(rest, [])).statusCode).toBe(201);
    expect(await states()).toEqual(["read", "quiet", "quiet", "quiet", "quiet", "quiet", "quiet"]);
    now = new Date("2026-03-10T05:10:00Z");
    expect(await summary()).toMatchObject({ lag_seconds: 600 });
    for (const wrong of [{ read_from: window.read_from }, { ...window, read_until: window.read_from }]) {
      const refused = await ask(wrong, [run(9, "2026-03-03T10:00:00")]);
      expect([refused.statusCode, refused.json().error.code]).toEqual([422, "INGEST_WINDOW_INVALID"]);
    }
  });

  it("moves a run to the day it ended, once that is told", async () => {
    now = new Date("2026-03-04T05:00:00Z");
    const running = { State: "RUNNING", End: "Unknown" };
    await ingest(run(1, "2026-03-03T10:00:00"), run(2, "2026-03-04T11:00:00", { ...running, ElapsedRaw: "60" }));
    const counts = async () =>
      (await read("2026-03-03", "2026-03-06")).data.map((day: { run_count: number }) => day.run_count);
    expect(await counts()).toEqual([1, 1, 0]);
    now = new Date("2026-03-06T05:00:00Z");
    const start = { Submit: "2026-03-04T10:30:00", Start: "2026-03-04T10:30:00", Eligible: "2026-03-04T10:30:00" };
    const ended = await ingest(run(2, "2026-03-05T10:30:00", { ...start, ElapsedRaw: "86400" }));
    expect(await counts()).toEqual([1, 0, 1]);
    expect(await detail("2026-03-05")).toMatchObject({ batches: [{ id: ended.id, runs_new: 0, runs_changed: 1 }] });
  });

  it("names partitions with GPUs whose runs have none, and leaves alone what was given nothing", async () => {
    const gpus = { AllocTRES: "billing=2,cpu=2,mem=1G,node=1,gres/gpu=2,gres/gpu:a100=2" };
    await ingest(
      run(1, "2026-03-03T10:00:00", { Partition: "a100", ...gpus }),
      run(2, "2026-03-04T10:00:00", { Partition: "a100" }),
      run(3, "2026-03-04T10:00:00", { Partition: "GPU-long" }),
      run(4, "2026-03-04T10:00:00"),
      run(5, "2026-03-05T10:00:00", {
        Partition: "gpu",
        State: "CANCELLED by 1002",
        Start: "None",
        AllocTRES: "",
        ElapsedRaw: "0",
      }),
      run(6, "2026-03-06T10:00:00", { Partition: "a100" }),
      run(7, "2026-03-06T11:00:00", { Partition: "a100", ...gpus }),
    );
    const { data } = await read("2026-03-03", "2026-03-07");
    expect(data.map((day: Record<string, unknown>) => day.partitions_without_gpus)).toEqual([
      [],
      ["GPU-long", "a100"],
      [],
      [],
    ]);
    expect((await detail("2026-03-06")).partitions).toEqual([
      { partition: "a100", run_count: 2, unknown_count: 0, allocated_count: 2, gpu_count: 1, lacks_gpus: false },
    ]);
  });

  it("counts the lines that could not be read until they are", async () => {
    now = new Date("2026-03-04T05:00:00Z");
    // More than a day ahead, so that it is not believed yet.
    const early = run(2, "2026-03-05T20:00:00");
    const batch = await ingest(
      run(1, "2026-03-03T10:00:00"),
      early,
      run(3, "2026-03-03T11:00:00", { AllocTRES: "cpu=many" }),
    );
    expect(batch.rejected).toBe(2);
    const rejected = async () => (await read("2026-03-03", "2026-03-04")).data[0].rejected_count;
    expect(await rejected()).toBe(2);
    now = new Date("2026-03-06T05:00:00Z");
    const retried = await app.inject({
      ...{ method: "POST", url: `/api/v1/usage/batches/${batch.id}/rejects/retry`, headers: app.as.finance.headers },
    });
    expect(retried.statusCode).toBe(201);
    expect(await rejected()).toBe(1);
    expect((await detail("2026-03-03")).batches).toMatchObject([{ id: batch.id, rejected_count: 1 }]);
    // What is read again says nothing of the days around it.
    expect((await read("2026-03-04", "2026-03-06")).data).toMatchObject([
      { state: "gap", batch_count: 0 },
      { state: "partial", batch_count: 1, rejected_count: 0 },
    ]);
  });

  it.each([
    ["over before it begins", "2026-03-03", "2026-03-02", 422, "COVERAGE_PERIOD_INVALID"],
    ["empty", "2026-03-03", "2026-03-03", 422, "COVERAGE_PERIOD_INVALID"],
    ["longer than 400 days", "2025-01-01", "2026-02-06", 422, "COVERAGE_PERIOD_INVALID"],
    ["of no such cluster", "2025-01-01", "2026-02-05", 422, "CLUSTER_UNKNOWN"],
    ["of days that are none", "2026-02-30", "2026-03-05", 422, "VALIDATION_FAILED"],
  ])("refuses a period that is %s", async (_what, ...[from, until, status, code]) => {
    const answer = await get(`?cluster=nowhere&from=${from}&until=${until}`);
    expect([answer.statusCode, answer.json().error.code]).toEqual([status, code]);
  });

  it("is for those who read usage", async () => {
    for (const path of ["/clusters", "?cluster=a&from=2026-01-01&until=2026-01-02", "/day?cluster=a&day=2026-01-01"]) {
      expect((await get(path, app.as.user)).statusCode).toBe(403);
    }
  });
});

describe("listCoverageClusters", () => {
  it("tells how far a cluster was read, and is silent about days before its first run", async () => {
    now = new Date("2026-03-06T05:00:00Z");
    await ingest(run(1, "2026-03-03T10:00:00"), run(2, "2026-03-06T09:00:00"));
    // Read at noon in Bangkok.
    const readUntil = "2026-03-06T05:00:00.000Z";
    expect(await summary()).toMatchObject({ first_day: "2026-03-03", read_until: readUntil, lag_seconds: 0, gaps: [] });
    now = new Date("2026-03-08T05:00:00Z");
    const gaps = [{ from: "2026-03-07", to: "2026-03-07" }];
    expect(await summary()).toMatchObject({ read_until: readUntil, lag_seconds: 2 * 86_400, gap_day_count: 1, gaps });
    // 6 March had begun to be read, and was not read as a whole.
    expect((await read("2026-03-06", "2026-03-07")).data).toMatchObject([{ state: "partial" }]);
  });

  it("is a metric of each cluster", async () => {
    await ingest(run(1, "2026-03-03T10:00:00"), run(2, "2026-03-07T10:00:00"));
    const { body } = await app.inject({ url: "/metrics" });
    expect(body).toContain(`purser_usage_gap_days{cluster="${cluster}"} 2\n`);
  });
});

describe("a cluster that was retired", () => {
  const retire = async (lastDay: string | null, as = app.as.center_admin, name = cluster) =>
    await app.inject({
      ...{ method: "PATCH", url: `/api/v1/clusters/${encodeURIComponent(name)}` },
      ...{ headers: as.headers, payload: { last_day: lastDay } },
    });
  const figures = async () => (await app.inject({ url: "/metrics" })).body;

  it("is missed up to its last day in service only, on the page and in the metric, until it is in service again", async () => {
    await ingest(run(1, "2026-03-03T10:00:00"));
    now = new Date("2026-03-10T05:00:00Z");
    expect(await summary()).toMatchObject({ last_day: null, gap_day_count: 6 });
    expect((await retire("2026-03-05")).json()).toEqual({
      ...{ name: cluster, time_zone: "Asia/Bangkok", last_day: "2026-03-05" },
    });
    const gaps = [{ from: "2026-03-04", to: "2026-03-05" }];
    expect(await summary()).toMatchObject({ last_day: "2026-03-05", gap_day_count: 2, gaps });
    // Behind the midnight after its last day, from that after the day that was read.
    expect((await summary()).lag_seconds).toBe(2 * 86_400);
    // The figures are kept for a few seconds.
    await expect
      .poll(figures, { timeout: 15_000, interval: 500 })
      .toContain(`purser_usage_gap_days{cluster="${cluster}"} 2\n`);
    expect((await read("2026-03-05", "2026-03-08")).data.map(({ state }: { state: string }) => state)).toEqual([
      "gap",
      "outside",
      "outside",
    ]);
    // What comes all the same is taken in and shown.
    await ingest(run(2, "2026-03-07T10:00:00"));
    expect((await read("2026-03-07", "2026-03-08")).data).toMatchObject([{ state: "read", run_count: 1 }]);
    await retire(null);
    expect(await summary()).toMatchObject({ last_day: null, gap_day_count: 5 });
  });

  it("is retired by administrators, once for the same day, with a record of each", async () => {
    await ingest(run(1, "2026-03-03T10:00:00"));
    for (const as of [app.as.finance, app.as.auditor, app.as.user])
      expect((await retire("2026-03-05", as)).statusCode).toBe(403);
    expect((await retire("2026-03-05", app.as.center_admin, "nowhere")).statusCode).toBe(404);
    expect((await retire("2026-02-30")).statusCode).toBe(422);
    await Promise.all(Array.from({ length: 4 }, async () => await retire("2026-03-05")));
    await retire(null);
    const { rows } = await app.ctx.db.pool.query(
      "select action, detail from audit.record where subject = $1 and action like 'cluster.re%' order by id",
      [cluster],
    );
    expect(rows).toEqual([
      { action: "cluster.retired", detail: { last_day: "2026-03-05", before: null } },
      { action: "cluster.returned", detail: { last_day: null, before: "2026-03-05" } },
    ]);
  });
});

describe("readCoverageDay", () => {
  it("shows the latest batches, and what of the day was read", async () => {
    await ingest(run(1, "2026-03-03T10:00:00"));
    now = new Date("2026-03-10T05:00:00Z");
    const second = await ingest(run(2, "2026-03-10T09:00:00"), run(3, "2026-03-10T10:00:00"));
    const day = await detail("2026-03-10");
    expect(day).toMatchObject({ state: "open", run_count: 2, batch_count: 1 });
    expect(day.read_spans).toEqual([{ from: "2026-03-09T17:00:00.000Z", to: "2026-03-10T05:00:00.000Z" }]);
    expect(day.batches).toMatchObject([
      { id: second.id, source: "upload", runs_new: 2, runs_changed: 0, rejected_count: 0 },
    ]);
    expect(await detail("2026-03-05")).toMatchObject({
      state: "gap",
      run_count: 0,
      batches: [],
      partitions: [],
      read_spans: [],
    });
  });
});
