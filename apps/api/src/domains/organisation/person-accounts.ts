import type { Tx } from "../../platform/db.ts";
import { canonicalSlurmUser } from "./core/account-code.ts";
import { tierInForce } from "./core/tier-classifier.ts";
import { findPersonAccounts, listClassifierRules } from "./organisation.queries.ts";

/** Who a Slurm user's runs are charged to, and at which tier now. */
export interface PersonAccount {
  readonly accountId: string;
  readonly tier: string;
}

/** The billing accounts of these Slurm users, by the names as they were given; those that have none are left out. */
export async function personAccounts(tx: Tx, slurmUsers: readonly string[]): Promise<Map<string, PersonAccount>> {
  if (slurmUsers.length === 0) return new Map();
  const rules = await listClassifierRules(tx);
  const rows = await findPersonAccounts(tx, [...new Set(slurmUsers.map(canonicalSlurmUser))]);
  const found = new Map(rows.map((row) => [row.slurm_user, row]));
  return new Map(
    slurmUsers.flatMap((slurmUser) => {
      const row = found.get(canonicalSlurmUser(slurmUser));
      if (row === undefined) return [];
      const account = { code: row.code, slurmUser: row.slurm_user, tierOverride: row.tier_override };
      return [[slurmUser, { accountId: row.id, tier: tierInForce(account, rules) }] as const];
    }),
  );
}
