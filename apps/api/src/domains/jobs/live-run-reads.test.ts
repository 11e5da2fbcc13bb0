import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Db } from "../../platform/db.ts";
import { createTestDatabase, type TestDatabase } from "../../testing/database.ts";
import { administer } from "../../testing/database-server.ts";
import { explaining, type PlanNode, rowsRead } from "../../testing/query-plans.ts";
import { countLiveRuns, countRunsOfNodes, readLiveRunFigures } from "./live-figures.queries.ts";
import { countJobs, countLiveRunsOf, listLiveRuns, listLiveRunTexts, listNodeRuns } from "./live-runs.queries.ts";

const RUNS = 20_000;
/** One run in a thousand is under way, each of them on a node of its own. */
const UNDER_WAY = 20;

const SEED = `
  insert into inventory.cluster (name, time_zone) values ('lotus', 'UTC'), ('other', 'UTC');
  insert into jobs.label (text) values ('ann'), ('ben'), ('astro'), ('gpu'), ('');
  alter table jobs.run set (autovacuum_enabled = off);
  alter table jobs.event_run set (autovacuum_enabled = off);
  create temporary table told as select gen_random_uuid() as run_id, n, n % 1000 = 0 as live from generate_series(1, ${RUNS}) as n;
  insert into jobs.run (run_id, cluster_id, job_id, display_id, name, user_label, account_label, partition_label, qos_label,
    node_count, submitted_at, started_at, ended_at, elapsed_seconds, suspended_seconds, requested_cpus, allocated_cpus,
    requested_memory_mib, allocated_memory_mib, gpus, requested_tres, allocated_tres, state, raw_state)
  select run_id, (select id from inventory.cluster where name = 'lotus'), n, n::text, 'job',
    (select id from jobs.label where text = case when live and n % 2000 = 0 then 'ben' else 'ann' end), (select id from jobs.label where text = 'astro'),
    (select id from jobs.label where text = 'gpu'), (select id from jobs.label where text = ''),
    1, to_timestamp(1790000000 + n), to_timestamp(1790000060 + n), case when not live then to_timestamp(1790000120 + n) end, 60, 0, 1, 1, 1, 1, 0, '', '',
    case when live then 'running' else 'completed' end, '' from told;
  insert into jobs.event_run (run_id, key_id, cluster_id, job_id, under_way, state, raw_state, submitted_at, started_at, ended_at,
    nodes, nodes_started, nodes_finished, gpu_devices, told, last_event_at)
  select run_id, run_id, (select id from inventory.cluster where name = 'lotus'), n, live, case when live then 'running' else 'completed' end, '',
    to_timestamp(1790000000 + n), to_timestamp(1790000060 + n), case when not live then to_timestamp(1790000120 + n) end,
    array['c' || n], array['c' || n], case when live then '{}' else array['c' || n] end, '{}', '{}', now() from told`;

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await administer(database.url, SEED);
});
afterAll(async () => await database[Symbol.asyncDispose]());

const everybody = { all: true } as const;
const first = { after: null, limit: 50 };
/** What looks at the runs under way, and of how many of them it tells. */
const looks: readonly [string, (db: Db) => Promise<readonly unknown[] | number>, number][] = [
  ["a page of the list", async (db) => await listLiveRuns(db, everybody, {}, first), UNDER_WAY],
  ["a page of one's own", async (db) => await listLiveRuns(db, { slurmUsers: ["ben"] }, {}, first), UNDER_WAY / 2],
  ["a page of one node's", async (db) => await listLiveRuns(db, everybody, { node: "c3000" }, first), 1],
  ["their number", async (db) => await countLiveRunsOf(db, everybody, {}), UNDER_WAY],
  ["what the stream begins with", async (db) => await listLiveRunTexts(db, first), UNDER_WAY],
  ["what a node asks for", async (db) => await listNodeRuns(db, { cluster: "lotus", node: "c3000" }, first), 1],
  ["how many run and wait", async (db) => await countJobs(db, { slurmUsers: ["ben"] }), 1],
  ["their figures", async (db) => await readLiveRunFigures(db, 1_000), UNDER_WAY],
  ["their number by state", async (db) => await countLiveRuns(db), 1],
  ["their number by node", async (db) => await countRunsOfNodes(db, 1_000), UNDER_WAY],
];

describe.each([
  ["before PostgreSQL has looked at the tables", "select 1"],
  ["when it has", "analyze jobs.run, jobs.event_run, jobs.label, inventory.cluster"],
])("%s", (_when, prepare) => {
  beforeAll(async () => await administer(database.url, prepare));

  it.each(looks)("only the runs under way are read for %s", async (_what, look, told) => {
    const found = await look(database.db);
    expect(typeof found === "number" ? found : found.length).toBe(told);
    const plans: PlanNode[] = [];
    await look(explaining(database.db, plans));
    expect(plans).not.toEqual([]);
    expect(rowsRead(plans, "run") + rowsRead(plans, "event_run")).toBeLessThanOrEqual(4 * UNDER_WAY);
  });
});
