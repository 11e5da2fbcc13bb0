import type { JobMetrics, PushedSample } from "@purser/contract/schemas";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemContext } from "../../platform/context.ts";
import { type SamplesApp, STARTED, sampleAt, startSamplesApp } from "../../testing/samples-api.ts";
import { signInAs } from "../../testing/tokens.ts";
import { compactSamples } from "./compact-samples.ts";
import { retainSamples } from "./retain-samples.ts";
import { sampleTasks } from "./sample-tasks.ts";

let world: SamplesApp;
beforeAll(async () => {
  world = await startSamplesApp();
});
afterAll(async () => await world[Symbol.asyncDispose]());

const timeAt = (seconds: number) => new Date(STARTED + seconds * 1000).toISOString();
const read = async (runId: string, query: Record<string, string> = {}): Promise<JobMetrics> =>
  (await world.metrics(runId, query)).json();
const count = async (table: string, runId: string) => {
  const text = `select count(*)::int as n from samples.${table} where run_id = $1`;
  return (await world.app.ctx.db.pool.query<{ n: number }>(text, [runId])).rows[0]?.n;
};
const hour = 3_600;

/** Samples of two nodes with GPUs over the hours from eight to noon, a few of them odd. */
function samplesOf(runId: string, every: number, until: number): PushedSample[] {
  return Array.from({ length: Math.floor(until / every) }, (_, index) => {
    const gpu = {
      utilization_percent: (index * 7) % 101,
      memory_mib: index + 0.25,
      power_watts: index % 5 === 0 ? null : 99.9,
    };
    return sampleAt(runId, index * every, {
      node: index % 3 === 0 ? "c2" : "c1",
      cpu_percent: index % 11 === 0 ? null : ((index * 37) % 10_001) / 100,
      memory_mib: 1_000 + ((index * 13) % 400) * 0.25,
      gpu_percent: index % 4 === 0 ? null : index % 100,
      gpus:
        index % 2 === 0
          ? null
          : [
              { id: "1", vendor: "nvidia", ...gpu },
              { id: "0", temperature_celsius: -0.5 },
            ],
      source: index % 2 === 0 ? "cgroup-v2" : "simulated",
    });
  });
}

describe("getJobMetrics", () => {
  it("gives samples one by one where they are no more than the points, with any of from and to (G1)", async () => {
    const runId = await world.run(1);
    await world.send([10, 20, 30, 40].map((seconds) => sampleAt(runId, seconds, { cpu_percent: seconds })));
    const times = async (query: Record<string, string>) => (await read(runId, query)).points.map(({ at }) => at);
    expect(await times({})).toEqual([10, 20, 30, 40].map(timeAt));
    expect(await times({ from: timeAt(20) })).toEqual([20, 30, 40].map(timeAt));
    expect(await times({ to: timeAt(30) })).toEqual([10, 20].map(timeAt));
    expect(await times({ from: timeAt(20), to: timeAt(30) })).toEqual([timeAt(20)]);
    expect(await times({ from: timeAt(50) })).toEqual([]);
    expect(await read(runId, { node: "c1" })).toMatchObject({ samples: 4, bucket_seconds: null, nodes: ["c1"] });
    expect(await read(runId, { node: "c9" })).toMatchObject({ samples: 0, from: null, to: null, points: [] });
    const one = { min: 10, avg: 10, max: 10 };
    const memory = { min: 1024.5, avg: 1024.5, max: 1024.5 };
    expect((await read(runId)).points[0]).toEqual({
      ...{ at: timeAt(10), node: "c1", samples: 1, cpu_percent: one, memory_mib: memory, gpu_percent: null },
    });
  });

  it("knows no run that is not there or not the caller's (G5), and no samples of one that has none", async () => {
    const runId = await world.run(2);
    expect((await world.metrics("019a0000-0000-7000-8000-00000000dead")).statusCode).toBe(404);
    expect(await read(runId)).toMatchObject({ samples: 0, points: [], devices: [], nodes: [] });
    const { ctx, inject } = world.app;
    const statusOf = async (username: string, slurmUsers: readonly string[]) => {
      const { headers } = await signInAs(ctx, "user", { username, slurmUsers });
      return (await inject({ url: `/api/v1/jobs/${runId}/metrics`, headers })).statusCode;
    };
    expect([await statusOf("owner", ["somchai"]), await statusOf("stranger", ["malee"])]).toEqual([200, 404]);
    const mine = await inject({
      ...{ method: "POST", url: "/api/v1/samples", headers: world.app.as.finance.headers },
      payload: { samples: [sampleAt(runId, 1)] },
    });
    expect(mine.statusCode).toBe(403);
  });

  it("brings any number of samples down to the points asked for, losing none of them", async () => {
    const runId = await world.run(3);
    const samples = samplesOf(runId, 7, hour);
    await world.send(samples);
    const cpu = samples.flatMap(({ cpu_percent }) => cpu_percent ?? []);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 600 }), async (points) => {
        const answer = await read(runId, { points: String(points) });
        expect(answer.points.length).toBeLessThanOrEqual(points);
        expect(answer.bucket_seconds === null).toBe(samples.length <= points);
        expect(answer.points.reduce((sum, each) => sum + each.samples, 0)).toBe(samples.length);
        const told = answer.points.flatMap(({ cpu_percent }) => cpu_percent ?? []);
        expect(Math.min(...told.map(({ min }) => min))).toBe(Math.min(...cpu));
        expect(Math.max(...told.map(({ max }) => max))).toBe(Math.max(...cpu));
        const [first] = answer.points;
        if (points === 1)
          expect(first?.cpu_percent?.avg).toBeCloseTo(cpu.reduce((sum, each) => sum + each, 0) / cpu.length, 2);
      }),
      { numRuns: 12 },
    );
  });

  it("answers byte for byte the same when hours are packed, late samples or not, whatever is asked", async () => {
    const runId = await world.run(4);
    const samples = samplesOf(runId, 20, 4 * hour);
    const [late, early] = [
      samples.filter((_, index) => index % 17 === 3),
      samples.filter((_, index) => index % 17 !== 3),
    ];
    const second = fc.option(fc.integer({ min: -100, max: 4 * hour + 100 }), { nil: undefined });
    const query = fc
      .record({
        from: second,
        to: second,
        points: fc.integer({ min: 1, max: 800 }),
        node: fc.constantFrom("c1", undefined),
      })
      .map(({ from, to, points, node }) => ({
        ...(from === undefined ? {} : { from: timeAt(from) }),
        ...(to === undefined ? {} : { to: timeAt(to) }),
        ...(node === undefined ? {} : { node }),
        ...{ points: String(points), devices: "true" },
      }));
    const queries = [{}, { devices: "true" }, ...fc.sample(query, 14)];
    const answers = async () => await Promise.all(queries.map(async (each) => (await world.metrics(runId, each)).body));
    const same = async (work: () => Promise<unknown>) => {
      const before = await answers();
      await work();
      expect(await answers()).toEqual(before);
    };
    await world.send(early);
    await same(async () => expect(await compactSamples(world.app.ctx)).toBeGreaterThan(400));
    // From eight to ten is packed, two nodes each; eleven is open, and so is ten for an hour after its end.
    expect(await count("packed_hour", runId)).toBe(6);
    expect(await count("sample", runId)).toBe(early.filter(({ timestamp }) => timestamp >= timeAt(3 * hour)).length);
    const answer = (await world.send([...late, ...early])).json();
    expect(answer.results.filter(({ status }: { status: string }) => status === "stored")).toHaveLength(late.length);
    expect(await world.summary(runId)).toMatchObject({ count: samples.length });
    await same(async () => await compactSamples(world.app.ctx));
    expect(
      (await world.send(samples)).json().results.every(({ status }: { status: string }) => status === "duplicate"),
    ).toBe(true);
    expect((await read(runId)).samples).toBe(samples.length);
    expect((await read(runId, { devices: "true" })).devices.map(({ node, id }) => [node, id])).toEqual([
      ...[
        ["c1", "0"],
        ["c1", "1"],
        ["c2", "0"],
        ["c2", "1"],
      ],
    ]);
  });

  it("loses and doubles nothing while samples come late and hours are being packed", async () => {
    const runId = await world.run(5);
    const samples = samplesOf(runId, 5, 2 * hour);
    const writers = Array.from({ length: 12 }, async (_, writer) => {
      for (let turn = 0; turn < 20; turn += 1) {
        const part = samples.filter((__, index) => index % 20 === turn && index % 6 === writer % 6);
        await world.send(part);
      }
    });
    let writing = true;
    const packer = (async () => {
      while (writing) await compactSamples(world.app.ctx);
    })();
    await Promise.all(writers);
    writing = false;
    await packer;
    await compactSamples(world.app.ctx);
    expect(await count("sample", runId)).toBe(0);
    expect(await world.summary(runId)).toMatchObject({ count: samples.length });
    const { points } = await read(runId, { points: "10000" });
    expect(points.map(({ at }) => at)).toEqual(samples.map(({ timestamp }) => timestamp));
  });
});

describe("looking after samples", () => {
  const partitions = async () => {
    const { rows } = await world.app.ctx.db.pool.query<{ name: string }>(
      "select inhrelid::regclass::text as name from pg_inherits where inhparent = 'samples.sample'::regclass order by 1",
    );
    return rows.map(({ name }) => name);
  };

  it("has partitions ahead, gives back the room of packed days and drops those that are not kept, with an audit record", async () => {
    const { clock } = world;
    const runId = await world.run(6);
    await world.send([sampleAt(runId, 10), sampleAt(runId, 20)]);
    // As the queue does it every ten minutes.
    const { tasks, schedules } = sampleTasks(systemContext(world.app.ctx));
    for (const { task } of schedules) await tasks[task]?.({}, new AbortController().signal);
    expect(await partitions()).toEqual(
      expect.arrayContaining(["21", "22", "23"].map((day) => `samples.sample_202611${day}`)),
    );
    clock.now += 26 * hour * 1000;
    await compactSamples(world.app.ctx);
    await compactSamples(world.app.ctx);
    const { rows } = await world.app.ctx.db.pool.query<{ size: bigint }>(
      "select pg_relation_size('samples.sample_20261121') as size",
    );
    expect(rows).toEqual([{ size: 0n }]);
    expect((await read(runId)).samples).toBe(2);
    clock.now = Date.parse("2026-11-29T00:30:00Z"); // a margin of an hour
    await retainSamples(systemContext(world.app.ctx));
    expect((await read(runId)).samples).toBe(2);
    clock.now = Date.parse("2026-11-29T01:00:00Z");
    await retainSamples(systemContext(world.app.ctx));
    expect((await read(runId)).samples).toBe(0);
    expect(await partitions()).toContain("samples.sample_20261121");
    await retainSamples(systemContext(world.app.ctx));
    expect(await partitions()).not.toContain("samples.sample_20261121");
    expect(await partitions()).toContain("samples.sample_20261122");
    // The summary stays with the run.
    expect(await world.summary(runId)).toMatchObject({ count: 2 });
    const { rows: events } = await world.app.ctx.db.pool.query(
      "select r.action, r.subject from audit.record as r where r.action like 'samples.%' order by r.occurred_at",
    );
    expect(events).toEqual([
      { action: "samples.retired", subject: "2026-11-14" },
      { action: "samples.retired", subject: "2026-11-21" },
      { action: "samples.retired", subject: "2026-11-22" },
      { action: "samples.dropped", subject: "2026-11-22" },
    ]);
    const answer = (await world.send([sampleAt(runId, 30)])).json();
    expect(answer.results[0]).toMatchObject({ code: "SAMPLE_TOO_OLD" });
  });
});
