import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Tx } from "../../platform/db.ts";
import { createTestDatabase, type TestDatabase } from "../../testing/database.ts";
import { administer } from "../../testing/database-server.ts";
import { explaining, type PlanNode, rowsRead } from "../../testing/query-plans.ts";
import type { Periods } from "./core/reconcile.ts";
import { listEdgeRuns, sumPlainRuns } from "./reconciliation.queries.ts";

const RUNS = 100_000;
const FROM = 1_790_000_000;
const MINUTE = 60;

/** A run each minute, of half an hour each and in two clusters; one in 10,000 takes ten days, and one in 1,000 runs on. */
const SEED = `
  insert into inventory.cluster (name, time_zone) values ('lotus', 'UTC'), ('orchid', 'UTC');
  insert into jobs.label (text) values ('ann'), ('astro'), ('cpu'), ('normal');
  with label as (select jsonb_object_agg(text, id) as id from jobs.label),
  cluster as (select array_agg(id order by id) as id from inventory.cluster)
  insert into jobs.run (run_id, cluster_id, job_id, display_id, name, user_label, account_label, partition_label, qos_label,
    node_count, submitted_at, started_at, ended_at, elapsed_seconds, suspended_seconds, requested_cpus, allocated_cpus,
    requested_memory_mib, allocated_memory_mib, gpus, requested_tres, allocated_tres, state, raw_state, batch_id, content_hash)
  select gen_random_uuid(), cluster.id[1 + n % 2], n, n::text, 'job', (label.id ->> 'ann')::int, (label.id ->> 'astro')::int,
    (label.id ->> 'cpu')::int, (label.id ->> 'normal')::int, 1, to_timestamp(at), to_timestamp(at),
    case when n % 1000 = 500 then null else to_timestamp(at + case when n % 10000 = 0 then 864000 else 1800 end) end,
    1800, 0, 1, 1, 1, 1, 0, 'cpu=1', 'cpu=1', case when n % 1000 = 500 then 'running' else 'completed' end,
    case when n % 1000 = 500 then 'RUNNING' else 'COMPLETED' end, gen_random_uuid(), gen_random_uuid()
  from (select n, ${FROM} + n * ${MINUTE} as at from generate_series(1, ${RUNS}) n) s, label, cluster`;

let database: TestDatabase;
let lotus: number;
beforeAll(async () => {
  database = await createTestDatabase();
  await administer(database.url, SEED);
  await administer(
    database.url,
    "vacuum analyze jobs.run, jobs.label, inventory.cluster, rating.charge, rating.uncharged",
  );
  const { rows } = await database.db.pool.query("select id from inventory.cluster where name = 'lotus'");
  lotus = rows[0].id;
});
afterAll(async () => await database[Symbol.asyncDispose]());

/** A day, so many minutes after the first run. */
function day(minutes: number): Periods {
  const from = FROM + minutes * MINUTE;
  const span = { from, to: from + 86_400 };
  return { asked: span, reported: span };
}

describe("a comparison of a day among 100,000 runs", () => {
  // 720 runs of the cluster; 32 pages of the table are read at once, which hold about a thousand.
  it.each<[string, number]>([
    ["long ago", 10_000],
    ["in the middle", 50_000],
    ["of late", RUNS - 2_000],
  ])("reads little more than its runs, and those that have not ended: %s", async (_what, minutes) => {
    const plans: PlanNode[] = [];
    const tx = explaining(database.db, plans) as unknown as Tx; // it only reads
    await sumPlainRuns(tx, lotus, day(minutes));
    await listEdgeRuns(tx, lotus, day(minutes), 10_000);
    expect(plans).toHaveLength(2);
    expect(rowsRead(plans, "run")).toBeLessThan(15_000);
  });

  it("finds those that are within, at its edges, and under way", async () => {
    const periods = day(50_000);
    const edge = await listEdgeRuns(database.db as unknown as Tx, lotus, periods, 10_000);
    const inPart = edge.filter(({ standing }) => standing !== "running");
    // At each edge every second of the 30 runs of half an hour that are under way is of the cluster, and two take ten days.
    expect(inPart.map(({ run }) => run.endedAt - run.startedAt).filter((length) => length > 1_800)).toEqual([
      864_000, 864_000,
    ]);
    expect(inPart.length).toBeGreaterThanOrEqual(29);
    expect(inPart.length).toBeLessThanOrEqual(33);
    const running = edge.filter(({ standing }) => standing === "running");
    expect(new Set(running.map(({ run }) => run.endedAt))).toEqual(new Set([periods.asked.to]));
    expect(running.length).toBe(51);
    const [sum, ...others] = await sumPlainRuns(database.db as unknown as Tx, lotus, periods);
    expect(others).toEqual([]);
    expect(Number(sum?.held.cpu) / 1_800).toBeGreaterThan(700);
    expect(Number(sum?.held.cpu) / 1_800).toBeLessThanOrEqual(720);
  });
});
