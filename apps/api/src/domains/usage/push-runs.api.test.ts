import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type ContractApp, startContractApp } from "../../testing/contract-app.ts";
import { push, pushedRun } from "../../testing/push-api.ts";
import { chargedTotals, rowCounts, sacctRun, sacctText, storedRuns, upload } from "../../testing/usage-api.ts";

let app: ContractApp;
beforeEach(async () => {
  app = await startContractApp({ now: () => new Date("2026-11-21T04:00:00Z") });
});
afterEach(async () => await app[Symbol.asyncDispose]());

const outcomes = (response: Awaited<ReturnType<typeof push>>) =>
  response.json().results.map(({ outcome }: { outcome: string }) => outcome);

describe("pushing runs", () => {
  it("says what became of each record, and keeps those that cannot be read with the batch", async () => {
    const bad = pushedRun(2, { ended_at: "2026-03-01T00:59:59Z" });
    const response = await push(app, [pushedRun(1), bad, pushedRun(3), { nonsense: true }]);
    expect(response.statusCode).toBe(201);
    const { batch, results } = response.json();
    const taken = { outcome: "new", run_id: expect.any(String), reason: null, message: null, field: null };
    expect(results).toEqual([
      taken,
      {
        ...{ outcome: "rejected", run_id: null, reason: "END_BEFORE_START", field: "ended_at" },
        message: "The end is before the start.",
      },
      taken,
      {
        ...{ outcome: "rejected", run_id: null, reason: "FIELD_UNKNOWN", field: "nonsense" },
        message: expect.any(String),
      },
    ]);
    expect(batch).toMatchObject({
      ...{ source: "push", source_name: "exporter", cluster: "lotus", format: "json", api_version: null },
      ...{ lines_read: 4, runs_new: 2, runs_changed: 0, runs_unchanged: 0, rejected: 2, can_retry: true },
    });
    const headers = app.as.auditor.headers;
    const rejects = await app.inject({ url: `/api/v1/usage/batches/${batch.id}/rejects`, headers });
    expect(rejects.json().data).toMatchObject([
      { line_number: 2, reason: "END_BEFORE_START", raw: JSON.stringify(bad) },
      { line_number: 4, reason: "FIELD_UNKNOWN", raw: '{"nonsense":true}' },
    ]);
    const records = await app.inject({ url: `/api/v1/runs/${results[0].run_id}/records`, headers });
    expect(records.json().data).toMatchObject([{ batch_id: batch.id, text: JSON.stringify(pushedRun(1)) }]);
    const { rows } = await app.ctx.db.pool.query(
      "select detail from audit.record where action = 'usage.ingested' and subject = $1",
      [batch.id],
    );
    expect(rows).toMatchObject([{ detail: { source: "push", cluster: "lotus", runs_new: 2, rejected: 2 } }]);
  });

  it("ends in the same rows and charges as the same runs told by sacct", async () => {
    const gpus = "billing=2,cpu=2,gres/gpu:a100=2,gres/gpu=2,mem=62.5G,node=1";
    const allocated = { cpus: 2, memory_bytes: 67_108_864_000, nodes: 1, gpus: [{ type: "a100", count: 2 }] };
    const pushed = [pushedRun(1), pushedRun(2, { allocated: { ...allocated, other: { billing: 2 } } })];
    await push(app, pushed);
    const [runs, totals] = [await storedRuns(app), await chargedTotals(app)];
    const text = sacctText([sacctRun(1), sacctRun(2, { AllocTRES: gpus })]);
    const told = await upload(app, text, { query: { time_zone: "UTC" } });
    expect(told.json()).toMatchObject({ runs_new: 0, runs_changed: 0, runs_unchanged: 2 });
    await using other = await startContractApp({ now: app.ctx.now });
    await upload(other, text, { query: { time_zone: "UTC" } });
    expect([await storedRuns(other), await chargedTotals(other)]).toEqual([runs, totals]);
  });

  it("takes what the guide gives as an example", async () => {
    const guide = readFileSync(new URL("../../../../../docs/guides/integrators.md", import.meta.url), "utf8");
    const examples = [...guide.matchAll(/```json\n(.*?)```/gs)].map(([, text = ""]) => text);
    const example = JSON.parse(examples.find((text) => text.includes('"runs"')) ?? "");
    expect(outcomes(await push(app, example.runs, { cluster: example.cluster }))).toEqual(["new"]);
    expect(await storedRuns(app)).toMatchObject([
      { display_id: "5139_2", array_task_id: 2, gpus: 2, allocated_memory_mib: 65_536, elapsed_seconds: 3_600 },
    ]);
  });

  it("takes a record that comes twice in one call for one run", async () => {
    const later = pushedRun(1, { account: "chemistry" });
    const response = await push(app, [pushedRun(1), pushedRun(1), later, pushedRun(1), later]);
    expect(outcomes(response)).toEqual(["new", "unchanged", "corrected", "unchanged", "unchanged"]);
    expect(new Set(response.json().results.map(({ run_id }: { run_id: string }) => run_id)).size).toBe(1);
    expect(await storedRuns(app)).toMatchObject([{ account: "chemistry" }]);
  });

  it("corrects a run by what it says, and leaves what it does not speak of", async () => {
    await push(app, [pushedRun(1, { nodes: "c1", max_rss_kib: 5 })]);
    const { nodes: _, max_rss_kib: __, name: ___, ...sparse } = pushedRun(1, { account: "chemistry" });
    expect(outcomes(await push(app, [sparse, pushedRun(2)]))).toEqual(["corrected", "new"]);
    expect((await storedRuns(app)).find((run) => run.job_id === 1)).toMatchObject({
      ...{ account: "chemistry", name: "job", nodes: "c1", max_rss_kib: 5 },
    });
  });

  it("writes records of one run in their order, whatever fields they speak of", async () => {
    const { name: _, ...nameless } = pushedRun(1, { account: "a2" });
    const calls = [pushedRun(1, { account: "a1", name: "x" }), nameless, pushedRun(1, { account: "a3", name: "y" })];
    expect(outcomes(await push(app, calls))).toEqual(["new", "corrected", "corrected"]);
    expect(await storedRuns(app)).toMatchObject([{ account: "a3", name: "y" }]);
  });
});

describe("pushing the same again", () => {
  it("returns the first answer to the same key, and refuses the key for anything else", async () => {
    const first = await push(app, [pushedRun(1), { nonsense: true }], { key: "k1" });
    const before = await rowCounts(app);
    const again = await push(app, [pushedRun(1), { nonsense: true }], { key: "k1" });
    expect([again.statusCode, again.json()]).toEqual([201, first.json()]);
    expect(await rowCounts(app)).toEqual(before);
    for (const [runs, cluster] of [
      [[pushedRun(2)], "lotus"],
      [[pushedRun(1), { nonsense: true }], "nymphaea"],
    ] as const) {
      const other = await push(app, runs, { key: "k1", cluster });
      expect([other.statusCode, other.json().error.code]).toEqual([422, "IDEMPOTENCY_KEY_REUSED"]);
    }
    expect(await rowCounts(app)).toEqual(before);
  });

  it("adds once under calls at a time, with one key and without", async () => {
    const runs = Array.from({ length: 40 }, (_, index) => pushedRun(index + 1));
    const keyed = await Promise.all(Array.from({ length: 4 }, async () => await push(app, runs, { key: "k2" })));
    expect(new Set(keyed.map(({ body }) => body)).size).toBe(1);
    const others = runs.map((run) => ({ ...run, user: "malee", job_id: run.job_id + 100 }));
    const plain = await Promise.all(Array.from({ length: 4 }, async () => await push(app, others)));
    const counts = plain.map((response) => outcomes(response).filter((outcome: string) => outcome === "new").length);
    expect(counts.sort()).toEqual([0, 0, 0, 40]);
    expect(await rowCounts(app)).toMatchObject({ "jobs.run": 80, "jobs.run_version": 0, "rating.charge": 80 });
    const { rows } = await app.ctx.db.pool.query("select * from platform.check_invariants()");
    expect(rows).toEqual([]);
  });
});

describe("a push that is refused", () => {
  it("leaves nothing behind", async () => {
    const before = await rowCounts(app);
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    const bodies: string[] = [
      ...[
        { cluster: "lotus", runs: [] },
        { cluster: "", runs: [pushedRun(1)] },
        { runs: [pushedRun(1)] },
        { cluster: "lotus", runs: [pushedRun(1)], more: 1 },
        { cluster: "lotus", runs: [pushedRun(1, { name: "a\0b" })] },
        { cluster: "lotus", runs: Array.from({ length: 5_001 }, (_, index) => pushedRun(index + 1)) },
      ].map((body) => JSON.stringify(body)),
      JSON.stringify({ cluster: "lotus", runs: [pushedRun(1, { allocated: "deep" })] }).replace('"deep"', deep),
    ];
    for (const payload of bodies) {
      const headers = { ...app.as.finance.headers, "content-type": "application/json" };
      const response = await app.inject({ method: "POST", url: "/api/v1/usage/runs", headers, payload });
      expect([response.statusCode, response.json().error.code]).toEqual([422, "VALIDATION_FAILED"]);
    }
    expect(await rowCounts(app)).toEqual(before);
  });

  it("is too large beyond 16 MiB", async () => {
    const long = pushedRun(1, { name: "x".repeat(16 * 1024 * 1024) });
    const response = await push(app, [long]);
    expect([response.statusCode, response.json().error.code]).toEqual([413, "BODY_TOO_LARGE"]);
  });

  it("is one of somebody who may not", async () => {
    for (const role of ["auditor", "user"] as const) {
      expect((await push(app, [pushedRun(1)], { as: app.as[role] })).statusCode).toBe(403);
    }
    expect((await rowCounts(app))["jobs.run"]).toBe(0);
  });
});

it("takes 5,000 records at once", async () => {
  const runs = Array.from({ length: 5_000 }, (_, index) => pushedRun(index + 1, { user: `u${index % 50}` }));
  const response = await push(app, runs, { key: "whole" });
  expect(response.json().batch).toMatchObject({ lines_read: 5_000, runs_new: 5_000, rejected: 0 });
  expect((await rowCounts(app))["rating.charge"]).toBe(5_000);
}, 60_000);
