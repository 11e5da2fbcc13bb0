import { expect, it } from "vitest";
import { clientOf, transact } from "../../platform/db.ts";
import { startEventsApp } from "../../testing/events-api.ts";
import { type PlanNode, rowsRead } from "../../testing/query-plans.ts";
import { openingOfEvents } from "./events.queries.ts";
import { lockStoring } from "./run-locks.queries.ts";

it("looks for runs by their jobs as a transaction opens, but not while accounting is being stored", async () => {
  await using events = await startEventsApp();
  for (const job_id of [1, 2, 3]) await events.start({ job_id });
  const { db } = events.app.ctx;
  const places = [{ clusterId: 1, jobId: 2 }];
  const [lock, known, runs] = openingOfEvents({ places, unnamed: places, keyIds: [], digests: [] });
  const runsRead = async () =>
    await transact(db, async (tx) => {
      const client = clientOf(tx);
      for (const query of [lock, known]) await client.query({ ...query, name: undefined, text: query?.text ?? "" });
      const { rows } = await client.query(`explain (analyze, format json) ${runs?.text}`, runs?.values);
      const [{ Plan }] = rows[0]["QUERY PLAN"] as [{ Plan: PlanNode }];
      return rowsRead([Plan], "run");
    });
  expect(await runsRead()).toBe(3);
  await transact(db, async (tx) => {
    await lockStoring(tx);
    expect(await runsRead()).toBe(0);
  });
});
