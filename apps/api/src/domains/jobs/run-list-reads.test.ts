import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Db } from "../../platform/db.ts";
import { createTestDatabase, type TestDatabase } from "../../testing/database.ts";
import { administer } from "../../testing/database-server.ts";
import { explain, type PlanNode, rowsRead, type Statement } from "../../testing/query-plans.ts";
import { listRunsJson, type RunFilters, type RunPosition, type RunScope } from "./jobs-read.queries.ts";
import { listJobsJson } from "./live-jobs.queries.ts";

const RUNS = 30_000;
const FROM = 1_790_000_000;

/** One run in 5,000 is of the small cluster, of a rare user, account and partition, and failed. */
const SEED = `
  insert into inventory.cluster (name, time_zone) values ('large', 'UTC'), ('small', 'UTC');
  insert into jobs.label (text) values ('ann'), ('rare-user'), ('astro'), ('rare-account'), ('cpu'), ('rare-partition'), ('normal');
  with one as (select (select id from inventory.cluster where name = 'large') as large, (select id from inventory.cluster where name = 'small') as small),
  label as (select jsonb_object_agg(text, id) as id from jobs.label)
  insert into jobs.run (run_id, cluster_id, job_id, display_id, name, user_label, account_label, partition_label, qos_label,
    node_count, submitted_at, ended_at, elapsed_seconds, suspended_seconds, requested_cpus, allocated_cpus, requested_memory_mib,
    allocated_memory_mib, gpus, requested_tres, allocated_tres, state, raw_state, batch_id, content_hash)
  select gen_random_uuid(), case when rare then small else large end, n, n::text, 'job',
    (id ->> case when rare then 'rare-user' else 'ann' end)::int, (id ->> case when rare then 'rare-account' else 'astro' end)::int,
    (id ->> case when rare then 'rare-partition' else 'cpu' end)::int, (id ->> 'normal')::int,
    1, to_timestamp(${FROM} + n * 60), to_timestamp(${FROM} + n * 60 + 60), 60, 0, 1, 1, 1, 1, 0, 'cpu=1', 'cpu=1', case when rare then 'failed' else 'completed' end,
    case when rare then 'FAILED' else 'COMPLETED' end, gen_random_uuid(), gen_random_uuid()
  from (select n, n % 5000 = 0 as rare from generate_series(1, ${RUNS}) n) s, one, label`;

describe.each([
  ["runs", listRunsJson],
  ["jobs", listJobsJson],
] as const)("a page of %s", (_name, list) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
    await administer(database.url, SEED);
    await administer(database.url, "vacuum analyze jobs.run, jobs.label, inventory.cluster");
  });
  afterAll(async () => await database[Symbol.asyncDispose]());

  const mine: RunScope = { slurmUsers: ["rare-user"] };
  const halfway = { submittedAt: FROM + 900_000, runId: "00000000-0000-0000-0000-000000000000" };

  it.each<[string, Wanted, number]>([
    ["of everything", {}, 50],
    ["far down the list", { after: halfway }, 50],
    ["of a small cluster", { filters: { cluster: "small" } }, 6],
    ["of a rare user", { filters: { user: "rare-user" } }, 6],
    ["of a rare account", { filters: { account: "rare-account" } }, 6],
    ["of a rare partition", { filters: { partition: "rare-partition" } }, 6],
    ["of a rare state", { filters: { state: "failed" } }, 6],
    ["of an hour", { filters: { from: FROM + 900_000, to: FROM + 903_000 } }, 50],
    ["of someone who sees their own only", { scope: mine }, 6],
    ["of someone who sees those of two", { scope: { slurmUsers: ["rare-user", "ann"] } }, 50],
    ["of someone who looks further back", { scope: mine, after: halfway }, 2],
    ["of nobody's", { scope: { slurmUsers: ["nobody"] } }, 0],
  ])(
    "reads little more than it shows: %s",
    async (_what, { scope = { all: true }, filters = {}, after = null }, shown) => {
      const plans: PlanNode[] = [];
      const query = async (statement: Statement) => {
        await explain(database.db, statement, plans);
        return await database.db.pool.query(statement.text, statement.values);
      };
      const explained = new Db({ query } as unknown as pg.Pool); // all that a list asks of it
      const { json } = await list(explained, scope, filters, { limit: 50, after });
      expect(JSON.parse(json)).toHaveLength(shown);
      expect(rowsRead(plans, "run")).toBeLessThanOrEqual(200);
    },
  );
});

interface Wanted {
  readonly scope?: RunScope;
  readonly filters?: RunFilters;
  readonly after?: RunPosition;
}
