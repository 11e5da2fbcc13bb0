import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { push, pushedRun } from "../../testing/push-api.ts";
import { type SamplesApp, STARTED, sampleAt, startSamplesApp } from "../../testing/samples-api.ts";

let world: SamplesApp;
beforeAll(async () => {
  world = await startSamplesApp();
});
afterAll(async () => await world[Symbol.asyncDispose]());

const ABSENT = "019a0000-0000-7000-8000-00000000dead";
const statuses = (answer: { json: () => { results: { status: string; code?: string }[] } }) =>
  answer.json().results.map(({ status, code }) => code ?? status);

describe("pushSamples", () => {
  it("stores each sample once and says what became of it, in their order", async () => {
    const runId = await world.run(1);
    const samples = [sampleAt(runId, 30), sampleAt(runId, 60), sampleAt(runId, 30, { cpu_percent: 99 })];
    const first = await world.send(samples);
    expect(first.statusCode).toBe(200);
    expect(first.json()).toMatchObject({ accepted: 3 });
    expect(statuses(first)).toEqual(["stored", "stored", "duplicate"]);
    expect(statuses(await world.send(samples))).toEqual(["duplicate", "duplicate", "duplicate"]);
    expect(await world.summary(runId)).toMatchObject({ count: 2, cpu_percent_avg: 50, cpu_percent_max: 50 });
    // Of another node it is another sample.
    expect(
      statuses(await world.send([sampleAt(runId, 30, { node: "c2" }), sampleAt(runId, 30, { node: null })])),
    ).toEqual(["stored", "stored"]);
  });

  it("takes NDJSON, in which a line that cannot be read is rejected by itself", async () => {
    const runId = await world.run(2);
    const lines = [JSON.stringify(sampleAt(runId, 10)), "{", "", "null", JSON.stringify(sampleAt(runId, 20)), "   "];
    // Some programs begin a text with a mark of its encoding.
    const answer = await world.sendLines(`\uFEFF${lines.join("\r\n")}`);
    expect(answer.json().accepted).toBe(2);
    expect(statuses(answer)).toEqual(["stored", "SAMPLE_INVALID", "SAMPLE_INVALID", "stored"]);
    const message = "The sample cannot be read: it is no JSON object.";
    const rejected = { status: "rejected", code: "SAMPLE_INVALID", message };
    expect(answer.json().results.slice(1, 3)).toEqual([
      { index: 1, ...rejected },
      { index: 2, ...rejected },
    ]);
    expect((await world.sendLines("\n \n")).statusCode).toBe(422);
    expect((await world.sendLines(`${JSON.stringify(sampleAt(runId, 30))}\n`.repeat(10_001))).statusCode).toBe(422);
    expect(await world.summary(runId)).toMatchObject({ count: 2 });
  });

  it("refuses a call without a body, whose type nobody has said", async () => {
    const { headers } = world.app.as.center_admin;
    const answer = await world.app.inject({ method: "POST", url: "/api/v1/samples", headers });
    expect(answer.statusCode).toBe(422);
    expect(answer.json().error).toMatchObject({ code: "VALIDATION_FAILED", details: [{ issue: "is missing" }] });
  });

  it("rejects what is not as described, naming the field", async () => {
    const runId = await world.run(3);
    const wrong: readonly (readonly [string, object])[] = [
      ["cpu_percent", { cpu_percent: 100.1 }],
      ["cpu_percent", { cpu_percent: "50" }],
      ["cpu_percent", { cpu_percent: null, memory_mib: null }],
      ["memory_mib", { memory_mib: -1 }],
      ["gpu_percent", { gpu_percent: -0.1 }],
      ["timestamp", { timestamp: "2026-11-21 08:00:30" }],
      ["timestamp", { timestamp: "2026-11-21T08:00:60Z" }],
      ["node", { node: "c\u00011" }],
      ["source", { source: "guess" }],
      ["run_id", { run_id: "1" }],
      ["run_id", { run_id: null }],
      ["job_id", { run_id: null, cluster: "lotus" }],
      ["gpus", { gpus: [{ id: "0" }, { id: "0" }] }],
      ["gpus.id", { gpus: [{}] }],
      ["power_watts", { gpus: [{ id: "0", power_watts: -1 }] }],
      ["cpu", { cpu: 1 }],
      ["gpus.__proto__", { gpus: [JSON.parse('{"id":"0","__proto__":1}')] }],
    ];
    const answer = await world.sendLines(
      wrong.map(([, change]) => JSON.stringify({ ...sampleAt(runId, 30), ...change })).join("\n"),
    );
    expect(answer.json().results).toEqual(
      wrong.map(([field], index) =>
        expect.objectContaining({ index, status: "rejected", code: "SAMPLE_INVALID", field }),
      ),
    );
    expect(await world.summary(runId)).toMatchObject({ count: 0, cpu_percent_avg: null });
  });

  it("G3: keeps an ended run as it is but for what was measured while it ran", async () => {
    const runId = await world.run(4, { state: "COMPLETED", ended_at: new Date(STARTED + 600_000).toISOString() });
    const samples = [-1, 0, 600, 600.001, 15_000].map((seconds) => sampleAt(runId, seconds));
    expect(statuses(await world.send(samples))).toEqual([
      ...["SAMPLE_BEFORE_SUBMIT", "stored", "stored", "SAMPLE_AFTER_END", "SAMPLE_IN_FUTURE"],
    ]);
    const one = async (id: string, payload: object) =>
      await world.app.inject({
        ...{ method: "POST", url: `/api/v1/jobs/${id}/metrics`, headers: world.app.as.center_admin.headers, payload },
      });
    const now = await one(runId, { cpu_percent: 1 });
    expect([now.statusCode, now.json().error.code]).toEqual([409, "SAMPLE_AFTER_END"]);
    const late = { node: "c1", timestamp: new Date(STARTED + 300_000).toISOString(), cpu_percent: 1 };
    expect((await one(runId, late)).json()).toEqual({ run_id: runId, status: "stored" });
    expect((await one(runId, late)).json().status).toBe("duplicate");
    expect((await one(ABSENT, { cpu_percent: 1 })).statusCode).toBe(404);
    expect((await one(runId, { node: "c1" })).statusCode).toBe(422);
    expect(await world.summary(runId)).toMatchObject({ count: 3 });
  });

  it("rejects samples of runs that nobody knows and of days that are not kept, in the caller's language", async () => {
    const runId = await world.run(5, { submitted_at: "2026-11-01T00:00:00Z" });
    const old = sampleAt(runId, -7 * 86_400);
    const answer = await world.send([sampleAt(ABSENT, 1), old], { "accept-language": "th" });
    expect(statuses(answer)).toEqual(["SAMPLE_RUN_UNKNOWN", "SAMPLE_TOO_OLD"]);
    expect(answer.json().results[0].message).toMatch(/ไม่พบงาน/);
  });

  it("finds the run by cluster and job id: the one with the submit time, or the one submitted last by then", async () => {
    const again = new Date(STARTED + 3_600_000).toISOString();
    const ended = { state: "NODE_FAIL", ended_at: again };
    const first = await world.run(6, ended);
    const second = await world.run(6, { submitted_at: again, eligible_at: again, started_at: again });
    const { run_id: _, ...early } = sampleAt(first, 100);
    const { run_id: __, ...late } = sampleAt(first, 3_700);
    const job = { cluster: "lotus", job_id: 6 };
    const answer = await world.send([
      { ...early, ...job },
      { ...late, ...job },
      { ...late, ...job, node: "c2", submit_time: again },
      { ...early, ...job, submit_time: "2026-11-21T08:00:01Z" },
      { ...early, cluster: "orchid", job_id: 6 },
    ]);
    expect(statuses(answer)).toEqual(["stored", "stored", "stored", "SAMPLE_RUN_UNKNOWN", "SAMPLE_RUN_UNKNOWN"]);
    expect([(await world.summary(first)).count, (await world.summary(second)).count]).toEqual([1, 2]);
  });

  it("keeps the summary exact under 64 writers at once, some of whom repeat each other (G2)", async () => {
    const runId = await world.run(7);
    const other = await world.run(8);
    const sampleOf = (writer: number, turn: number) =>
      sampleAt(turn % 2 === 0 ? runId : other, (writer % 48) * 20 + turn, {
        ...{
          node: `c${writer % 3}`,
          cpu_percent: ((writer % 48) * 7 + turn * 3) % 101,
          memory_mib: (writer % 48) * 100.25 + turn,
        },
        ...(turn % 5 === 0 ? {} : { gpu_percent: turn * 4.37 }),
      });
    const writers = Array.from({ length: 64 }, async (_, writer) => {
      for (let turn = 0; turn < 20; turn += 2) {
        const answer = await world.send([sampleOf(writer, turn), sampleOf(writer, turn + 1)]);
        expect(answer.json().accepted).toBe(2);
      }
    });
    await Promise.all(writers);
    const of = (figure: "cpu_percent" | "memory_mib" | "gpu_percent", parity: number) => {
      const values = Array.from({ length: 48 * 20 }, (_, index) => [Math.floor(index / 20), index % 20] as const)
        .filter(([, turn]) => turn % 2 === parity)
        .flatMap(([writer, turn]) => sampleOf(writer, turn)[figure] ?? []);
      const sum = values.reduce((total, value) => total + Math.round(value * 100), 0);
      return { avg: Math.round(sum / values.length) / 100, max: Math.max(...values) };
    };
    for (const [id, parity] of [[runId, 0] as const, [other, 1] as const]) {
      expect(await world.summary(id)).toEqual({
        count: 480,
        cpu_percent_avg: of("cpu_percent", parity).avg,
        cpu_percent_max: of("cpu_percent", parity).max,
        memory_mib_avg: of("memory_mib", parity).avg,
        memory_mib_max: of("memory_mib", parity).max,
        gpu_percent_avg: of("gpu_percent", parity).avg,
        gpu_percent_max: Number(of("gpu_percent", parity).max.toFixed(2)),
      });
    }
  });

  it("writes ten thousand at once, and again with some that are new", async () => {
    const runId = await world.run(9);
    const text = (from: number) =>
      Array.from({ length: 10_000 }, (_, index) => JSON.stringify(sampleAt(runId, (from + index) / 10))).join("\n");
    expect((await world.sendLines(text(0))).json().accepted).toBe(10_000);
    const again = statuses(await world.sendLines(text(4_000)));
    expect(again.filter((status) => status === "stored")).toHaveLength(4_000);
    expect(again.slice(0, 6_000)).toEqual(new Array(6_000).fill("duplicate"));
    expect(await world.summary(runId)).toMatchObject({ count: 14_000 });
  });

  it("G2: is left alone by accounting, which completes the run", async () => {
    const runId = await world.run(10);
    await world.send([sampleAt(runId, 30, { cpu_percent: 12.34 })]);
    const before = await world.summary(runId);
    const at = new Date(STARTED).toISOString();
    const times = {
      submitted_at: at,
      eligible_at: at,
      started_at: at,
      ended_at: new Date(STARTED + 60_000).toISOString(),
    };
    const [result] = (await push(world.app, [pushedRun(10, times)])).json().results;
    expect(result).toMatchObject({ outcome: "corrected", run_id: runId });
    expect(before).toMatchObject({ count: 1, cpu_percent_avg: 12.34 });
    expect(await world.summary(runId)).toEqual(before);
  });

  it("G2: is left alone by events and changes by hand, which the run goes on with", async () => {
    const headers = world.app.as.center_admin.headers;
    const tell = async (method: "POST" | "PATCH", path: string, payload: object) =>
      (await world.app.inject({ method, url: `/api/v1/${path}`, headers, payload })).json();
    const at = (seconds: number) => new Date(STARTED + seconds * 1000).toISOString();
    const job = { cluster: "lotus", job_id: 11, user: "akara", submit_time: at(0), node_list: ["c1", "c2"] };
    const { run_id: runId } = await tell("POST", "events/job-started", { ...job, timestamp: at(0), node: "c1" });
    await world.send([sampleAt(runId, 30, { cpu_percent: 12.34 }), sampleAt(runId, 60)]);
    const before = await world.summary(runId);
    expect(before).toMatchObject({ count: 2 });
    await tell("POST", "events/job-started", { ...job, timestamp: at(1), node: "c2" });
    expect(await tell("PATCH", `jobs/${runId}`, { name: "renamed" })).toMatchObject({ name: "renamed" });
    const end = { cluster: "lotus", job_id: 11, submit_time: at(0), final_state: "COMPLETED", timestamp: at(90) };
    expect((await tell("POST", "events/job-finished", end)).status).toBe("updated");
    expect(await world.summary(runId)).toEqual(before);
  });
});
