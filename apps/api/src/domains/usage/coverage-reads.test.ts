import { afterAll, beforeAll, expect, it } from "vitest";
import type { Db } from "../../platform/db.ts";
import { createTestDatabase, type TestDatabase } from "../../testing/database.ts";
import { administer } from "../../testing/database-server.ts";
import { explaining, type PlanNode, rowsRead } from "../../testing/query-plans.ts";
import {
  listCoveredClusters,
  listDayBatches,
  listDayPartitions,
  listDays,
  listDaysWithoutRuns,
} from "./coverage.queries.ts";

const YEARS = 3;
const DAYS = YEARS * 365;
const PARTITIONS = 8;
const BATCHES_A_DAY = 40;

/** Three years of two clusters with eight partitions and a batch every half hour or so. How many runs there are is nowhere. */
const SEED = `
  insert into inventory.cluster (name, time_zone) values ('lotus', 'UTC'), ('orchid', 'UTC');
  insert into jobs.label (text) select 'p' || n from generate_series(1, ${PARTITIONS}) n;
  insert into usage.day_count (cluster_id, day, partition_label, run_count, allocated_count, gpu_count)
  select c.id, date '2024-01-01' + d, l.id, 1000, 900, case when l.text = 'p1' then 5 else 0 end
  from inventory.cluster c cross join generate_series(0, ${DAYS - 1}) d cross join jobs.label l where l.text like 'p_' and d % 50 <> 20;
  insert into usage.batch (id, source, source_name, time_zone, content_sha256, bytes_read, lines_read, runs_new, runs_changed,
    runs_unchanged, steps_merged, rejected, started_at, finished_at, ingested_by, format, warnings)
  select ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'upload', 'x', 'UTC', ''::bytea, 1, 1, 1, 0, 0, 0, 0, now(), now(), 'x', 'text', '{}'
  from generate_series(0, ${DAYS * BATCHES_A_DAY - 1}) n;
  insert into usage.batch_day (batch_id, cluster_id, day, runs_new, runs_changed)
  select ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, (select id from inventory.cluster where name = 'lotus'),
    date '2024-01-01' + n / ${BATCHES_A_DAY}, 1, 0
  from generate_series(0, ${DAYS * BATCHES_A_DAY - 1}) n;
  insert into usage.day_batches select cluster_id, day, count(*), 0 from usage.batch_day group by 1, 2;`;

let database: TestDatabase;
let lotus: number;
beforeAll(async () => {
  database = await createTestDatabase();
  await administer(database.url, SEED);
  await administer(
    database.url,
    "vacuum analyze usage.day_count, usage.batch_day, usage.day_batches, usage.batch, jobs.label",
  );
  lotus = (await listCoveredClusters(database.db, "lotus"))[0]?.id ?? 0;
});
afterAll(async () => await database[Symbol.asyncDispose]());

const month = () => ({ clusterId: lotus, from: "2025-06-01", until: "2025-07-01" });

it.each<[string, (db: Db) => Promise<unknown>, number]>([
  // A row for each day and partition, for each day its batches, and once each day of a partition that has GPUs.
  ["a month", async (db) => await listDays(db, month()), 30 * PARTITIONS + 30 + DAYS + 2 * PARTITIONS],
  ["the partitions of a day", async (db) => await listDayPartitions(db, lotus, "2025-06-03"), DAYS + 3 * PARTITIONS],
  [
    "the batches of a day",
    async (db) => await listDayBatches(db, { clusterId: lotus, day: "2025-06-03", limit: 20 }),
    100,
  ],
  ["the clusters", async (db) => await listCoveredClusters(db, null), 10],
  // The whole history of both clusters at worst, without their runs and batches.
  [
    "the days of three years that have no runs",
    async (db) => await listDaysWithoutRuns(db, { clusterId: lotus, from: "2024-01-01", until: "2026-12-31" }),
    2 * DAYS * PARTITIONS,
  ],
])("reads little more than it shows: %s", async (_what, work, most) => {
  const plans: PlanNode[] = [];
  await work(explaining(database.db, plans));
  expect(plans.length).toBeGreaterThan(0);
  expect(rowsRead(plans)).toBeLessThanOrEqual(most);
});

it("finds the same whether it is explained or not", async () => {
  expect(await listDays(database.db, month())).toHaveLength(29);
  const without = await listDaysWithoutRuns(database.db, month());
  expect(without).toEqual(["2025-06-04"]);
});
