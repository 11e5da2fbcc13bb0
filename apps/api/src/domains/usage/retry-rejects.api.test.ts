import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ContractApp, startContractApp } from "../../testing/contract-app.ts";
import { administer } from "../../testing/database-server.ts";
import { rowCounts, sacctRun, sacctStep, sacctText, storedRuns, upload } from "../../testing/usage-api.ts";

let app: ContractApp;
let now: Date;
beforeEach(async () => {
  now = new Date("2026-03-01T01:30:00Z");
  app = await startContractApp({ now: () => now });
});
afterEach(async () => {
  const { rows } = await app.ctx.db.pool.query("select * from platform.check_invariants()");
  expect(rows).toEqual([]);
  await app[Symbol.asyncDispose]();
});

async function ingest(text: string): Promise<string> {
  return (await upload(app, text, { query: { time_zone: "UTC" } })).json().id;
}

async function retry(batchId: string, key: string | null = null, as = app.as.finance) {
  const headers = { ...as.headers, ...(key === null ? {} : { "idempotency-key": key }) };
  return await app.inject({ method: "POST", url: `/api/v1/usage/batches/${batchId}/rejects/retry`, headers });
}

async function rejects(
  batchId: string,
  query = "",
): Promise<[line: number, reason: string, resolvedBy: string | null][]> {
  const url = `/api/v1/usage/batches/${batchId}/rejects${query}`;
  const { data } = (await app.inject({ url, headers: app.as.finance.headers })).json();
  return data.map((r: Record<string, string>) => [r.line_number, r.reason, r.resolved_by]);
}

async function download(batchId: string, path: string): Promise<string> {
  const url = `/api/v1/usage/batches/${batchId}/${path}`;
  return (await app.inject({ url, headers: app.as.finance.headers })).body;
}

/** Ends minutes too far ahead to be believed yet: more than a day from now. */
const early = (jobId: number, End = "2026-03-02T01:35:00") => sacctRun(jobId, { End, ElapsedRaw: "" });
/** When it is believed; sign-ins live on. */
const later = () => {
  now = new Date("2026-03-01T01:40:00Z");
};
const known = (jobId: number) => sacctRun(jobId, { End: "2026-03-01T01:20:00", ElapsedRaw: "1200" });
const broken = (jobId: number) => sacctRun(jobId, { AllocTRES: "cpu=many" });

describe("retryUsageRejects", () => {
  it("takes in what can be read now, marks it, and leaves the rest open where it was", async () => {
    const batch = await ingest(sacctText([early(1), known(2), broken(3), early(4)]));
    expect(await rejects(batch)).toEqual([
      [2, "TIME_IN_FUTURE", null],
      [4, "TRES_INVALID", null],
      [5, "TIME_IN_FUTURE", null],
    ]);
    later();
    const answer = await retry(batch);
    expect(answer.statusCode).toBe(201);
    const second = answer.json();
    expect(second).toMatchObject({ source: "retry", retry_of: batch, can_retry: false, source_name: "upload" });
    expect(second).toMatchObject({ lines_read: 3, runs_new: 2, runs_changed: 0, rejected: 1 });
    expect(await rejects(batch)).toEqual([
      [2, "TIME_IN_FUTURE", second.id],
      [4, "TRES_INVALID", null],
      [5, "TIME_IN_FUTURE", second.id],
    ]);
    expect(await rejects(batch, "?state=open")).toEqual([[4, "TRES_INVALID", null]]);
    expect(await rejects(batch, "?state=resolved&limit=1")).toEqual([[2, "TIME_IN_FUTURE", second.id]]);
    expect(await rejects(second.id)).toEqual([]);
    expect((await storedRuns(app)).map((run) => run.job_id).sort()).toEqual([1, 2, 4]);
    expect(await rowCounts(app)).toMatchObject({ "usage.reject": 3, "rating.charge": 3 });
  });

  it("gives a step its run that has come since", async () => {
    const batch = await ingest(sacctText([sacctStep(9, "batch", { Start: "2026-03-01T01:00:00", End: "Unknown" })]));
    expect((await rejects(batch)).map(([, reason]) => reason)).toEqual(["STEP_WITHOUT_RUN"]);
    expect((await retry(batch)).json()).toMatchObject({ rejected: 1, runs_changed: 0 });
    await ingest(sacctText([known(9)]));
    const third = (await retry(batch)).json();
    expect(third).toMatchObject({ rejected: 0, runs_changed: 1, steps_merged: 1 });
    expect(await rejects(batch)).toEqual([[2, "STEP_WITHOUT_RUN", third.id]]);
    expect(await storedRuns(app)).toMatchObject([{ max_rss_kib: 1000 }]);
  });

  it("does once what is asked twice, at the same time as well", async () => {
    const batch = await ingest(sacctText([early(1), early(2)]));
    later();
    const first = (await retry(batch, "a-key")).json();
    expect((await retry(batch, "a-key")).json()).toEqual(first);
    expect((await retry(batch)).json()).toMatchObject({ error: { code: "REJECTS_NONE_OPEN" } });
    const other = await ingest(sacctText([early(3, "2026-03-02T01:43:00"), broken(4)]));
    now = new Date("2026-03-01T01:44:00Z");
    const answers = await Promise.all(Array.from({ length: 6 }, async () => (await retry(other)).json()));
    expect(answers.map(({ runs_new }) => runs_new).sort()).toEqual([0, 0, 0, 0, 0, 1]);
    expect((await rejects(other)).filter(([, , by]) => by !== null)).toHaveLength(1);
  });

  it("never takes a line for a record that stood within a doubtful one", async () => {
    const limited = (row: string | undefined) => `${row}|01:00:00`;
    const [header, first, forged, last] = sacctText([known(5), { ...known(666), User: "victim" }, known(7)]).split(
      "\n",
    );
    // The name of a job that holds a whole record, as a user may write it.
    const job = sacctText([{ ...known(6), JobName: `x\n${limited(forged)}\ny` }]).slice(`${header}\n`.length, -1);
    const batch = await ingest(`${header}|Timelimit\n${[first, job, last].map(limited).join("\n")}\n`);
    const before = await rejects(batch);
    expect(before.map(([line, reason]) => [line, reason])).toEqual([
      [3, "RECORD_AMBIGUOUS"],
      [4, "RECORD_AMBIGUOUS"],
      [5, "RECORD_AMBIGUOUS"],
      [6, "RECORD_AMBIGUOUS"], // nothing says that the name does not go on to here
    ]);
    await retry(batch);
    expect((await storedRuns(app)).map((run) => run.user)).toEqual(["somchai"]);
    expect(await rejects(batch, "?state=open")).toEqual(before);
  });

  it("does not join the halves of records that stood apart", async () => {
    const [header = "", line = ""] = sacctText([known(5)]).split("\n");
    const half = line.split("|").slice(0, 12).join("|");
    const rest = line.slice(half.length);
    const whole = (jobId: number) => sacctText([known(jobId)]).split("\n")[1];
    const batch = await ingest([header, half, whole(6), whole(7), rest, whole(8), ""].join("\n"));
    const before = await storedRuns(app);
    expect((await rejects(batch)).length).toBeGreaterThan(0);
    await retry(batch);
    expect(await storedRuns(app)).toEqual(before);
  });

  it("refuses a batch whose header was not kept, one that is not there, and who may not", async () => {
    const batch = await ingest(sacctText([broken(1)]));
    await administer(app.database.url, "alter table usage.batch disable trigger batch_is_immutable");
    await administer(app.database.url, "update usage.batch set header = null");
    expect((await retry(batch)).json()).toMatchObject({ error: { code: "REJECTS_NOT_RETRYABLE" } });
    expect((await retry("019a0000-0000-7000-8000-0000deadbeef")).statusCode).toBe(404);
    expect((await retry(batch, null, app.as.auditor)).statusCode).toBe(403);
  });

  it("is in the audit log, and its marks cannot be taken back", async () => {
    const batch = await ingest(sacctText([early(1), broken(2)]));
    later();
    const { id } = (await retry(batch)).json();
    const { rows } = await app.ctx.db.pool.query("select detail from audit.record where action = $1 and subject = $2", [
      "usage.rejects_retried",
      id,
    ]);
    expect(rows).toMatchObject([{ detail: { retry_of: batch, resolved: 1, still_open: 1 } }]);
    for (const table of ["reject", "reject_resolution", "record_pack"]) {
      await expect(administer(app.database.url, `delete from usage.${table}`)).rejects.toThrow();
    }
  });
});

describe("the rejects of a batch as a file", () => {
  const formula = broken(2);

  it("are the lines as they came below their header, which can be mended and uploaded again", async () => {
    const batch = await ingest(sacctText([known(1), formula, early(3)]));
    const text = await download(batch, "rejects.txt");
    expect(text).toBe(sacctText([formula, early(3)]));
    later();
    await retry(batch);
    expect(await download(batch, "rejects.txt?state=open")).toBe(sacctText([formula]));
    const mended = await upload(app, (await download(batch, "rejects.txt?state=open")).replace("cpu=many", "cpu=2"));
    expect(mended.json()).toMatchObject({ runs_new: 1, rejected: 0 });
  });

  it("are guarded against formulas in CSV, and name what resolved them", async () => {
    const batch = await ingest(`${sacctText([formula])}=cmd|' /C calc'!A0\n`);
    const csv = await download(batch, "rejects.csv");
    const rows = csv.split("\r\n").filter((line) => line !== "");
    expect(rows[0]).toContain("line_number");
    expect(rows.some((row) => row.endsWith(`"'=cmd|' /C calc'!A0"`))).toBe(true);
    expect(csv).not.toContain(`"=cmd`);
  });

  it("come in pages, whole and in order", async () => {
    const rows = Array.from({ length: 1_201 }, (_, index) => broken(index + 1));
    const batch = await ingest(sacctText(rows));
    expect(await download(batch, "rejects.txt")).toBe(sacctText(rows));
    expect((await download(batch, "rejects.csv")).split("\r\n").filter((line) => line !== "")).toHaveLength(1_202);
  });
});
