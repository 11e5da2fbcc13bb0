import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ownerPool } from "../../testing/owner-pool.ts";
import { type SamplesApp, STARTED, sampleAt, startSamplesApp } from "../../testing/samples-api.ts";
import { readPushedSample } from "./core/pushed-sample.ts";
import { MOST_WAITING, SampleWriter } from "./sample-writer.ts";

let world: SamplesApp;
beforeAll(async () => {
  world = await startSamplesApp();
});
afterAll(async () => await world[Symbol.asyncDispose]());

describe("the writer of samples", () => {
  it("writes those of calls that come together in few transactions, and answers each call for its own", async () => {
    const runId = await world.run(1);
    const writer = new SampleWriter(world.app.ctx);
    const calls = Array.from({ length: 300 }, async (_, index) => {
      const own = readPushedSample(sampleAt(runId, index));
      return await writer.write(index % 10 === 0 ? [own, own] : [own]);
    });
    const answers = (await Promise.all(calls)).map((verdicts) => verdicts.map(({ status }) => status));
    expect(answers).toEqual(answers.map((_, index) => (index % 10 === 0 ? ["stored", "duplicate"] : ["stored"])));
    expect(writer.waiting).toBe(0);
    const { rows } = await world.app.ctx.db.pool.query<{ transactions: bigint }>(
      "select count(distinct xmin::text) as transactions from samples.sample where run_id = $1",
      [runId],
    );
    expect(Number(rows[0]?.transactions)).toBeLessThan(10);
  });

  it("refuses a call beyond what may wait, takes nothing of it on, and goes on with what it has", async () => {
    const runId = await world.run(2);
    const writer = new SampleWriter(world.app.ctx);
    const one = readPushedSample(sampleAt(runId, 1));
    const first = writer.write([one]);
    await expect(writer.write(new Array(MOST_WAITING).fill(one))).rejects.toMatchObject({ code: "SAMPLES_BUSY" });
    expect(await first).toEqual([{ status: "stored", runId }]);
    expect(await writer.write([readPushedSample(sampleAt(runId, 2))])).toEqual([{ status: "stored", runId }]);
  });

  it("acknowledges nothing that is not committed: calls whose transaction fails fail, and can be repeated", async () => {
    const runId = await world.run(3);
    const { ctx } = world.app;
    const writer = new SampleWriter(ctx);
    const write = async (second: number) => await writer.write([readPushedSample(sampleAt(runId, second))]);
    await write(0);
    const owner = ownerPool(world.app.database.url);
    await owner.query("alter table samples.series add constraint none check (sample_count < 2) not valid");
    const failed = await Promise.allSettled([1, 2, 3].map(write));
    await owner.query("alter table samples.series drop constraint none");
    await owner.end();
    expect(failed.map(({ status }) => status)).toEqual(["rejected", "rejected", "rejected"]);
    const { rows } = await ctx.db.pool.query("select ts from samples.sample where run_id = $1", [runId]);
    expect(rows).toEqual([{ ts: new Date(STARTED) }]);
    expect((await Promise.all([1, 2, 3].map(write))).flat().map(({ status }) => status)).toEqual([
      "stored",
      "stored",
      "stored",
    ]);
    expect(await world.summary(runId)).toMatchObject({ count: 4 });
  });
});
