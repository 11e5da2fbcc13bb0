import { expect, it } from "vitest";
import { startEventsApp } from "../../testing/events-api.ts";
import { type PlanNode, rowsRead } from "../../testing/query-plans.ts";

it("makes new runs found by their jobs without reading all that have come", async () => {
  await using events = await startEventsApp();
  /** How many runs a look for a job that nobody has told of reads: those that no summary is made of. */
  const readInVain = async () => {
    const client = await events.app.ctx.db.pool.connect();
    try {
      await client.query("begin; set local enable_seqscan = off");
      const { rows } = await client.query(
        "explain (analyze, format json) select from jobs.run where job_id = 999999999",
      );
      const [{ Plan }] = rows[0]["QUERY PLAN"] as [{ Plan: PlanNode }];
      return rowsRead([Plan]);
    } finally {
      await client.query("rollback");
      client.release();
    }
  };
  const tell = async (first: number, count: number) => {
    const jobs = Array.from({ length: count }, (_, index) => first + index);
    const answers = await Promise.all(jobs.map(async (job_id) => await events.start({ job_id })));
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([200]));
  };
  for (let first = 1; first < 3_000; first += 300) await tell(first, 300);
  // The last few hundred may be yet to come; PostgreSQL by itself would have made none of them.
  await expect.poll(readInVain).toBeLessThan(1_000);
});
