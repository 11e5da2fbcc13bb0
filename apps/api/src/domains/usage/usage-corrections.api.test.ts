import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ContractApp, startContractApp } from "../../testing/contract-app.ts";
import {
  chargedTotals,
  rowCounts,
  type SacctRow,
  sacctRun,
  sacctStep,
  sacctText,
  storedRuns,
  upload,
} from "../../testing/usage-api.ts";

let app: ContractApp;
beforeEach(async () => {
  app = await startContractApp({ now: () => new Date("2026-11-21T04:00:00Z") });
});
afterEach(async () => await app[Symbol.asyncDispose]());

async function counts(rows: readonly SacctRow[]): Promise<[number, number, number]> {
  const response = await upload(app, sacctText(rows), { query: { time_zone: "UTC" } });
  const { runs_new, runs_changed, runs_unchanged } = response.json();
  return [runs_new, runs_changed, runs_unchanged];
}

async function query<T>(text: string): Promise<T[]> {
  return (await app.ctx.db.pool.query(text)).rows;
}

const ended = sacctRun(1);
const running = sacctRun(1, { State: "RUNNING", End: "Unknown", ElapsedRaw: "600" });
const pending = sacctRun(1, { State: "PENDING", Start: "Unknown", End: "Unknown", ElapsedRaw: "0", AllocTRES: "" });

describe("readings of a run that goes on", () => {
  it("never take an ended run back, in whatever order they come", async () => {
    expect(await counts([running])).toEqual([1, 0, 0]);
    expect(await counts([ended])).toEqual([0, 1, 0]);
    const runs = await storedRuns(app);
    expect(runs).toMatchObject([{ raw_state: "COMPLETED", elapsed_seconds: 3600 }]);
    expect(await counts([running])).toEqual([0, 0, 1]);
    expect(await counts([pending])).toEqual([0, 0, 1]);
    expect(await counts([ended])).toEqual([0, 0, 1]);
    expect(await storedRuns(app)).toEqual(runs);
    expect(await rowCounts(app)).toMatchObject({ "jobs.run_version": 1, "rating.charge": 1, "rating.uncharged": 0 });
  });

  it("keep the later of two readings, whichever comes first", async () => {
    const later = { ...running, ElapsedRaw: "900" };
    expect(await counts([later])).toEqual([1, 0, 0]);
    expect(await counts([running, pending])).toEqual([0, 0, 2]);
    expect(await storedRuns(app)).toMatchObject([{ raw_state: "RUNNING", elapsed_seconds: 900 }]);
  });

  it("shows a state that Slurm never documented as unknown, and keeps its word", async () => {
    expect(await counts([sacctRun(1, { State: "HIBERNATING" })])).toEqual([1, 0, 0]);
    const headers = app.as.finance.headers;
    const { data } = (await app.inject({ url: "/api/v1/runs?state=unknown", headers })).json();
    expect(data).toMatchObject([{ state: "unknown", raw_state: "HIBERNATING" }]);
    expect((await app.inject({ url: "/api/v1/runs?state=completed", headers })).json().data).toEqual([]);
  });
});

describe("a correction", () => {
  const corrected = { ...ended, AllocTRES: "billing=4,cpu=4,mem=1G,node=1" };

  it("of an unbilled run replaces its charge and keeps what both said before", async () => {
    await counts([ended]);
    const before = await chargedTotals(app);
    expect(await counts([corrected])).toEqual([0, 1, 0]);
    expect(before).toEqual({ somchai: "12000000" }); // 2 CPU-hours at 5 and 1 GiB-hour at 2, as the private tier has it
    expect(await chargedTotals(app)).toEqual({ somchai: "22000000" });
    const versions = await query<{ cpus: string }>("select run ->> 'allocated_cpus' as cpus from jobs.run_version");
    expect(versions).toEqual([{ cpus: "2" }]);
    expect(await rowCounts(app)).toMatchObject({ "rating.charge": 1, "rating.superseded_charge": 1 });
    expect(await counts([corrected])).toEqual([0, 0, 1]);
    expect(await counts([ended])).toEqual([0, 0, 1]); // old news
    expect(await query("select * from platform.check_invariants()")).toEqual([]);
  });

  it("of a billed run leaves its charge, and is put before finance", async () => {
    await counts([ended]);
    const before = await chargedTotals(app);
    const issued = await app.inject({
      method: "POST",
      url: "/api/v1/receipts",
      headers: { ...app.as.finance.headers, "idempotency-key": "issue-of-march-2026" },
      payload: { month: "2026-03" },
    });
    expect(issued.statusCode).toBe(201);
    expect(await counts([corrected])).toEqual([0, 1, 0]);
    expect(await chargedTotals(app)).toEqual(before);
    expect(await storedRuns(app)).toMatchObject([{ allocated_cpus: 4 }]);
    const noticed = await query<{ run_id: string; receipt_id: string }>("select * from rating.changed_after_billing");
    expect(noticed).toMatchObject([{ receipt_id: issued.json().data[0].id }]);
    expect(await counts([corrected])).toEqual([0, 0, 1]);
    expect(await rowCounts(app)).toMatchObject({ "rating.superseded_charge": 0 });
  });

  it("in the same text comes to the same as in texts of their own", async () => {
    expect(await counts([ended, corrected, ended])).toEqual([1, 1, 1]);
    expect(await storedRuns(app)).toMatchObject([{ allocated_cpus: 4 }]);
    expect(await counts([ended])).toEqual([0, 0, 1]);
    expect(await counts([corrected])).toEqual([0, 0, 1]);
    expect(await storedRuns(app)).toMatchObject([{ allocated_cpus: 4 }]);
  });
});

describe("steps away from their run", () => {
  const steps = [
    sacctStep(1, "batch", { TotalCPU: "00:10:00", MaxRSS: "1000K", AveRSS: "500K" }),
    sacctStep(1, "extern", { TotalCPU: "00:00:30", MaxRSS: "10K", AveRSS: "10K" }),
    sacctStep(1, "0", { TotalCPU: "00:20:00", MaxRSS: "3000K", AveRSS: "2000K" }),
  ];
  const used = { used_cpu_milliseconds: 1_830_000, max_rss_kib: 3000, used_memory_kib_seconds: 2510 * 3600 };

  it("are added up where the lines stand the other way round", async () => {
    const response = await upload(app, sacctText([...steps, ended]));
    expect(response.json()).toMatchObject({ runs_new: 1, steps_merged: 3, rejected: 0, lines_read: 4 });
    expect(await storedRuns(app)).toMatchObject([used]);
  });

  it("are found where their run came with an earlier file, once however often they come", async () => {
    await upload(app, sacctText([ended]));
    const first = await upload(app, sacctText(steps));
    expect(first.json()).toMatchObject({ runs_new: 0, runs_changed: 1, steps_merged: 3, rejected: 0 });
    expect(await storedRuns(app)).toMatchObject([used]);
    const again = await upload(app, sacctText([...steps, ...steps]));
    expect(again.json()).toMatchObject({ runs_changed: 0, steps_merged: 6, rejected: 0 });
    const rows = await upload(app, sacctText([ended, ...steps]));
    expect(rows.json()).toMatchObject({ runs_new: 0, rejected: 0 });
    expect(await storedRuns(app)).toMatchObject([used]);
  });

  it("go to the run of the job that was under way", async () => {
    const requeued = sacctRun(1, {
      ...{ Submit: "2026-03-01T02:00:00", Eligible: "2026-03-01T02:00:00", Start: "2026-03-01T02:10:00" },
      ...{ End: "2026-03-01T02:20:00", ElapsedRaw: "600" },
    });
    const ofSecond = sacctStep(1, "batch", {
      ...{ Submit: "2026-03-01T02:10:00", Eligible: "2026-03-01T02:10:00", Start: "2026-03-01T02:10:00" },
      ...{ End: "2026-03-01T02:20:00", ElapsedRaw: "600", MaxRSS: "77K", AveRSS: "70K", TotalCPU: "00:01:00" },
    });
    await upload(app, sacctText([...steps, ofSecond, { ...requeued }, { ...ended, State: "REQUEUED" }]));
    const runs = await storedRuns(app);
    const byState = Object.fromEntries(runs.map((run) => [run.raw_state, run.max_rss_kib]));
    expect(byState).toEqual({ REQUEUED: 3000, COMPLETED: 77 });
  });

  it("become rejects where there is no such run", async () => {
    const response = await upload(app, sacctText([sacctStep(9, "batch"), ended]));
    expect(response.json()).toMatchObject({ runs_new: 1, steps_merged: 0, rejected: 1 });
  });
});
