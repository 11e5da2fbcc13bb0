import type { JobMetrics } from "@purser/contract/schemas";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { systemContext } from "../../platform/context.ts";
import { type SamplesApp, STARTED, sampleAt, startSamplesApp } from "../../testing/samples-api.ts";
import { compactSamples } from "./compact-samples.ts";
import { retainSamples } from "./retain-samples.ts";

let world: SamplesApp;
beforeAll(async () => {
  world = await startSamplesApp({ samples: { retentionDays: 2, rollupDays: 40 } });
});
afterAll(async () => await world[Symbol.asyncDispose]());

const read = async (runId: string, query: Record<string, string> = {}): Promise<JobMetrics> =>
  (await world.metrics(runId, query)).json();
const DAY_MS = 86_400_000;

/** What all points come to. */
function totals({ points }: JobMetrics) {
  const cpu = points.flatMap(({ cpu_percent, samples }) => (cpu_percent === null ? [] : [{ ...cpu_percent, samples }]));
  const sum = cpu.reduce((total, { avg, samples }) => total + avg * samples, 0);
  return {
    samples: points.reduce((total, { samples }) => total + samples, 0),
    least: Math.min(...cpu.map(({ min }) => min)),
    greatest: Math.max(...cpu.map(({ max }) => max)),
    mean: Math.round((sum / cpu.reduce((total, { samples }) => total + samples, 0)) * 10) / 10,
  };
}

describe("days that are older than samples are kept", () => {
  it("stay as roll-ups of five minutes, which come to what their samples came to, until their time is over too", async () => {
    const runId = await world.run(1);
    const first = Array.from({ length: 480 }, (_, index) =>
      sampleAt(runId, index * 30, { node: index % 2 === 0 ? "c1" : "c2", cpu_percent: (index * 37) % 101 }),
    );
    await world.send(first);
    await compactSamples(world.app.ctx); // three of the four hours, so that both forms are rolled up
    const before = await read(runId, { points: "10000" });
    world.clock.now = STARTED + DAY_MS;
    const second = Array.from({ length: 20 }, (_, index) =>
      sampleAt(runId, 86_400 - 600 + index * 30, { cpu_percent: 7 }),
    );
    await world.send(second);
    world.clock.now = Date.parse("2026-11-24T01:00:00Z");
    await retainSamples(systemContext(world.app.ctx));
    await retainSamples(systemContext(world.app.ctx));
    const after = await read(runId, { points: "10000" });
    expect(after.bucket_seconds).toBeNull();
    // Forty-eight times five minutes on two nodes, and the samples of the day that is still kept.
    expect(after.points).toHaveLength(48 * 2 + 20);
    expect(after.samples).toBe(500);
    const isOld = ({ at }: { at: string }) => at < "2026-11-22";
    expect(totals({ ...after, points: after.points.filter(isOld) })).toEqual(totals(before));
    expect(after.points[0]).toMatchObject({ at: "2026-11-21T08:00:00.000Z", node: "c1", samples: 5 });
    expect((await read(runId, { node: "c2", to: "2026-11-21T08:10:00Z" })).points).toHaveLength(2);
    expect((await read(runId, { points: "3" })).points.length).toBeLessThanOrEqual(3);
    expect((await read(runId, { points: "3" })).samples).toBe(500);
    // A month goes when all of it is older than roll-ups are kept.
    world.clock.now = Date.parse("2027-01-09T00:00:00Z");
    await retainSamples(systemContext(world.app.ctx));
    expect((await read(runId)).points.filter(isOld)).toHaveLength(48 * 2);
    world.clock.now = Date.parse("2027-01-11T00:00:00Z");
    await retainSamples(systemContext(world.app.ctx));
    expect((await read(runId)).points).toEqual([]);
    const { rows } = await world.app.ctx.db.pool.query<{ action: string }>(
      "select r.action from audit.record as r where r.action like 'samples.%' order by r.occurred_at",
    );
    expect(rows.map(({ action }) => action)).toContain("samples.rollups_dropped");
  });

  it("leave nothing of a run that was deleted, and the summary of one that was not", async () => {
    const { pool } = world.app.ctx.db;
    const left = await pool.query("select run_id from samples.series");
    expect(left.rows).toHaveLength(2);
    await pool.query(
      `insert into samples.series (run_id, node_label, first_at, last_at, sample_count, cpu_count, cpu_sum, memory_count,
         memory_sum, gpu_count, gpu_sum)
       values (gen_random_uuid(), 1, '2027-01-01', '2027-01-01', 1, 0, 0, 0, 0, 0, 0)`,
    );
    world.clock.now += DAY_MS;
    await retainSamples(systemContext(world.app.ctx));
    expect((await pool.query("select run_id from samples.series")).rows).toEqual(left.rows);
  });
});
