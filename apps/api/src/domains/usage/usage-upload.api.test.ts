import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ContractApp, startContractApp } from "../../testing/contract-app.ts";
import { recordedJson } from "../../testing/recordings.ts";
import { rowCounts, sacctRun, sacctStep, sacctText, storedRuns, upload } from "../../testing/usage-api.ts";

const fixture = (name: string) => readFileSync(new URL(`./fixtures/${name}`, import.meta.url));
const STEPS = fixture("sacct-steps.psv");
const inUtc = { query: { time_zone: "UTC", source_name: "march.psv" } };

let app: ContractApp;
beforeEach(async () => {
  app = await startContractApp({ now: () => new Date("2026-11-21T04:00:00Z") });
});
afterEach(async () => await app[Symbol.asyncDispose]());

/** Where each run lies: a row that is written again, whatever it says, moves. */
async function places(): Promise<unknown[]> {
  const { rows } = await app.ctx.db.pool.query(`
    select 'run' as what, run_id, ctid::text, xmin::text from jobs.run
    union all select 'charge', run_id, ctid::text, xmin::text from rating.charge
    union all select 'verdict', run_id, ctid::text, xmin::text from rating.uncharged order by 1, 2`);
  return rows;
}

describe("uploading a recorded file", () => {
  it("says exactly what was read and what it changed", async () => {
    const response = await upload(app, STEPS, inUtc);
    expect(response.statusCode).toBe(201);
    const { id, ...answer } = response.json();
    expect(answer).toEqual({
      ...{ source: "upload", source_name: "march.psv", cluster: null, time_zone: "UTC", bytes_read: STEPS.length },
      ...{ format: "text", api_version: null, warnings: [], retry_of: null, can_retry: true },
      ...{ lines_read: 519, runs_new: 168, runs_changed: 0, runs_unchanged: 0, steps_merged: 335, rejected: 0 },
      ...{ started_at: "2026-11-21T04:00:00.000Z", finished_at: "2026-11-21T04:00:00.000Z", ingested_by: "finance" },
      pull_id: null,
    });
    const read = await app.inject({ url: `/api/v1/usage/batches/${id}`, headers: app.as.auditor.headers });
    expect(read.json()).toEqual(response.json());
    const rejects = await app.inject({
      url: `/api/v1/usage/batches/${id}/rejects`,
      headers: app.as.auditor.headers,
    });
    expect(rejects.json()).toEqual({ data: [], next_cursor: null });
  });

  it("gives every run a charge or a verdict, and an account to every user", async () => {
    await upload(app, STEPS, inUtc);
    const counts = await rowCounts(app);
    expect(counts["jobs.run"]).toBe(168);
    expect((counts["rating.charge"] ?? 0) + (counts["rating.uncharged"] ?? 0)).toBe(168);
    expect(counts["inventory.cluster"]).toBe(1);
  });

  it.each([
    ["gzip", gzipSync(STEPS), "application/gzip"],
    ["gzip without saying so", gzipSync(STEPS), "application/octet-stream"],
    [
      "a file of two gzip members",
      Buffer.concat([gzipSync(STEPS.subarray(0, 999)), gzipSync(STEPS.subarray(999))]),
      "application/gzip",
    ],
    ["0x1f as the delimiter", fixture("sacct-steps.us-delimited.txt"), "text/csv"],
  ])("reads %s as the same runs", async (_, body, type) => {
    const { json } = await upload(app, body, { ...inUtc, headers: { "content-type": type } });
    expect(json()).toMatchObject({ lines_read: 519, runs_new: 168, steps_merged: 335, bytes_read: STEPS.length });
    const other = await upload(app, STEPS, inUtc);
    expect(other.json()).toMatchObject({ runs_new: 0, runs_changed: 0, runs_unchanged: 168, steps_merged: 335 });
  });

  it.each([
    ["plain", (json: Buffer) => json, "application/octet-stream"],
    ["as gzip", gzipSync, "application/gzip"],
  ])("takes the JSON of sacct %s", async (_, pack, type) => {
    const json = recordedJson("sacct-22.05-v0.0.38");
    const first = await upload(app, pack(json), { headers: { "content-type": type } });
    const counts = { runs_new: 168, runs_unchanged: 0, steps_merged: 335, rejected: 0, bytes_read: json.length };
    expect(first.json()).toMatchObject({ ...counts, format: "json", api_version: "v0.0.38", can_retry: true });
    const again = await upload(app, pack(json), { headers: { "content-type": type } });
    expect(again.json()).toMatchObject({ runs_new: 0, runs_changed: 0, runs_unchanged: 168 });
  });

  it("reads what --parsable prints, with a delimiter at the end of each line", async () => {
    const rows = [sacctRun(1), sacctStep(1, "batch"), sacctRun(2, { JobName: "a|b" })];
    const first = await upload(app, sacctText(rows, { closed: true }));
    expect(first.json()).toMatchObject({ lines_read: 3, runs_new: 2, steps_merged: 1, rejected: 0 });
    const second = await upload(app, sacctText(rows));
    expect(second.json()).toMatchObject({ runs_new: 0, runs_changed: 0, runs_unchanged: 2 });
  });

  it("keeps odd names to the byte", async () => {
    const names = [
      "a|b",
      "ทดสอบ|ราคา",
      "👩‍🔬 \u200e\u202e",
      "tab\tand\\backslash",
      "\\N",
      "`quoted'\"",
      "line\nbreak",
      "=1+1",
    ];
    const text = sacctText(names.map((JobName, index) => sacctRun(index + 1, { JobName })));
    expect((await upload(app, text)).json()).toMatchObject({ runs_new: names.length, rejected: 0 });
    const list = await app.inject({ url: "/api/v1/runs", headers: app.as.finance.headers });
    const byId = new Map(
      list.json().data.map((run: { display_id: string; name: string }) => [run.display_id, run.name]),
    );
    expect(names.map((_, index) => byId.get(String(index + 1)))).toEqual(names);
  });
});

describe("uploading the same again", () => {
  it("rewrites no row and adds but the batch and its audit record", async () => {
    await upload(app, STEPS, inUtc);
    const [before, lay] = [await rowCounts(app), await places()];
    const again = await upload(app, STEPS, inUtc);
    expect(again.json()).toMatchObject({ runs_new: 0, runs_changed: 0, runs_unchanged: 168, steps_merged: 335 });
    expect(await places()).toEqual(lay);
    expect(await rowCounts(app)).toEqual({
      ...before,
      "usage.batch": 2,
      "audit.record": (before["audit.record"] ?? 0) + 1,
    });
  });

  it("adds once under four uploads at a time; the others find it unchanged", async () => {
    const answers = await Promise.all([1, 2, 3, 4].map(async () => (await upload(app, STEPS, inUtc)).json()));
    const counts = answers.map((answer) => [answer.runs_new, answer.runs_changed, answer.runs_unchanged]);
    expect(counts.sort()).toEqual([
      [0, 0, 168],
      [0, 0, 168],
      [0, 0, 168],
      [168, 0, 0],
    ]);
    const { rows } = await app.ctx.db.pool.query("select * from platform.check_invariants()");
    expect(rows).toEqual([]);
  });

  it("knows the file without steps before and after the one with them", async () => {
    const alloc = fixture("sacct-alloc.psv");
    const first = await upload(app, alloc, inUtc);
    expect(first.json()).toMatchObject({ lines_read: 184, runs_new: 168, steps_merged: 0 });
    await upload(app, STEPS, inUtc);
    const [lay, runs] = [await places(), await storedRuns(app)];
    const third = await upload(app, alloc, inUtc);
    expect(third.json()).toMatchObject({ runs_new: 0, runs_changed: 0, runs_unchanged: 168 });
    const fourth = await upload(app, STEPS, inUtc);
    expect(fourth.json()).toMatchObject({ runs_new: 0, runs_changed: 0, runs_unchanged: 168 });
    expect(await places()).toEqual(lay);
    expect(await storedRuns(app)).toEqual(runs);
    expect(runs.find((run) => run.job_id === 1)).toMatchObject({ max_rss_kib: 3180, used_cpu_milliseconds: 4 });
  });
});

describe("listing batches", () => {
  it("pages through them, the latest first, and shows them to staff alone", async () => {
    for (const jobId of [1, 2, 3]) await upload(app, sacctText([sacctRun(jobId)]));
    const get = async (query: string, as = app.as.auditor) =>
      await app.inject({ url: `/api/v1/usage/batches${query}`, headers: as.headers });
    const first = (await get("?limit=2")).json();
    const second = (await get(`?limit=2&cursor=${first.next_cursor}`)).json();
    const ids = [...first.data, ...second.data].map((batch: { id: string }) => batch.id);
    expect(ids).toHaveLength(3);
    expect(ids).toEqual([...ids].sort().reverse());
    expect(second.next_cursor).toBeNull();
    expect((await get("", app.as.user)).statusCode).toBe(403);
    expect((await get("?sort=size")).statusCode).toBe(422);
  });

  it.each(["rubbish", '["no-uuid"]', "[1]", "[]", '["\\u0000"]', "[{}]", "null"])(
    "refuses the cursor %s as malformed",
    async (key) => {
      await upload(app, sacctText([sacctRun(1)]));
      const cursor = Buffer.from(key).toString("base64url");
      const response = await app.inject({
        url: `/api/v1/usage/batches?cursor=${cursor}`,
        headers: app.as.finance.headers,
      });
      expect([response.statusCode, response.json().error.code]).toEqual([400, "CURSOR_INVALID"]);
    },
  );
});
