import { expect, it } from "vitest";
import { createTestDatabase } from "../../testing/database.ts";
import { administer } from "../../testing/database-server.ts";
import { explaining, type PlanNode, rowsRead } from "../../testing/query-plans.ts";
import { listUnboundAccounts } from "./unbound-accounts.queries.ts";

const ACCOUNTS = 100;
const USERS = 10;

/** A hundred accounts with ten users each on two clusters. How many runs they have stands nowhere but in the counts. */
const SEED = `
  insert into inventory.cluster (name, time_zone) values ('lotus', 'UTC'), ('orchid', 'UTC');
  insert into jobs.label (text) select 'a' || lpad(n::text, 3, '0') from generate_series(1, ${ACCOUNTS}) n;
  insert into jobs.label (text) select 'u' || n from generate_series(1, ${USERS}) n;
  insert into usage.account_count (cluster_id, account_label, user_label, run_count, last_submitted_at)
  select c.id, a.id, u.id, 1000, '2026-03-01T00:00:00Z'
  from inventory.cluster c cross join jobs.label a cross join jobs.label u where a.text like 'a%' and u.text like 'u%';`;

it("reads what is counted of each account, and not its runs", async () => {
  await using database = await createTestDatabase();
  await administer(database.url, SEED);
  await administer(database.url, "analyze usage.account_count, jobs.label");
  const filter = { cluster: null, search: null };
  const page = { limit: 50, after: ["a050", "orchid"] as const, at: new Date("2026-05-01T00:00:00Z") };
  const shown = await listUnboundAccounts(database.db, filter, page);
  expect(shown).toHaveLength(50);
  expect(shown[0]).toEqual({
    ...{ cluster: "lotus", slurm_account: "a051", run_count: 10_000n, last_seen_at: new Date("2026-03-01T00:00:00Z") },
    ...{ user_count: 10n, users: ["u1", "u10", "u2", "u3", "u4"] },
  });
  const plans: PlanNode[] = [];
  await listUnboundAccounts(explaining(database.db, plans), filter, page);
  expect(rowsRead(plans, "run")).toBe(0);
  // Once each account and user to know which accounts there are, and once those that are shown.
  expect(rowsRead(plans, "account_count")).toBeLessThanOrEqual(2 * ACCOUNTS * USERS + 50 * USERS);
});
