import { v7 as uuidv7 } from "uuid";
import type { Tx } from "../../platform/db.ts";
import { type AuditContext, recordEvents } from "../audit/record-event.ts";
import { canonicalSlurmUser, personAccountCode } from "./core/account-code.ts";
import { type ClassifierRule, tierInForce } from "./core/tier-classifier.ts";
import {
  type BillingAccountRow,
  findPersonAccounts,
  insertPersonAccounts,
  listClassifierRules,
  lockAccountCreation,
  type NewPersonAccount,
} from "./organisation.queries.ts";

/** Who a Slurm user's runs are charged to, and at which tier now. */
export interface PersonAccount {
  readonly accountId: string;
  readonly tier: string;
}

/**
 * The billing account of each of these Slurm users; one that is seen for the first time gets its account here. Names
 * that are equal in Unicode's NFC are one user. The answer has an entry for every name as it was given.
 *
 * Callers that create accounts at the same time wait for one another until they commit, and get the same accounts.
 * Every account created is an audit record of its own. A name is not empty.
 */
export async function ensurePersonAccounts(
  tx: Tx,
  ctx: AuditContext,
  slurmUsers: readonly string[],
): Promise<Map<string, PersonAccount>> {
  if (slurmUsers.length === 0) return new Map();
  const rules = await listClassifierRules(tx);
  const canonical = [...new Set(slurmUsers.map(canonicalSlurmUser))];
  const found = bySlurmUser(await findPersonAccounts(tx, canonical));
  const missing = canonical.filter((slurmUser) => !found.has(slurmUser));
  if (missing.length > 0) {
    for (const [slurmUser, row] of await createAccounts(tx, ctx, { slurmUsers: missing, rules })) {
      found.set(slurmUser, row);
    }
  }
  return new Map(
    slurmUsers.flatMap((slurmUser) => {
      const row = found.get(canonicalSlurmUser(slurmUser));
      return row === undefined ? [] : [[slurmUser, { accountId: row.id, tier: tierOf(row, rules) }] as const];
    }),
  );
}

async function createAccounts(
  tx: Tx,
  ctx: AuditContext,
  { slurmUsers, rules }: { slurmUsers: readonly string[]; rules: readonly ClassifierRule[] },
): Promise<Map<string, BillingAccountRow>> {
  await lockAccountCreation(tx);
  const madeMeanwhile = bySlurmUser(await findPersonAccounts(tx, slurmUsers));
  const accounts = slurmUsers.filter((slurmUser) => !madeMeanwhile.has(slurmUser)).map(newPersonAccount);
  const added = await insertPersonAccounts(tx, accounts);
  // The code may be another account's already (a team of the same name); then it carries the id as well.
  const clashing = accounts.filter((account) => !added.has(account.id));
  if (clashing.length > 0) {
    await insertPersonAccounts(
      tx,
      clashing.map((account) => ({ ...account, code: account.id })),
    );
  }
  const rows = await findPersonAccounts(tx, slurmUsers);
  const created = new Set(accounts.map((account) => account.id));
  const made = rows.filter((row) => created.has(row.id));
  const events = made.map((row) => ({
    action: "billing_account.created",
    subject: row.id,
    detail: { kind: row.kind, code: row.code, slurm_user: row.slurm_user, tier: tierOf(row, rules) },
  }));
  await recordEvents(tx, ctx, events);
  return bySlurmUser(rows);
}

function newPersonAccount(slurmUser: string): NewPersonAccount {
  const id = uuidv7();
  return { id, slurmUser, code: personAccountCode(slurmUser, id) };
}

function bySlurmUser(rows: readonly BillingAccountRow[]): Map<string, BillingAccountRow> {
  return new Map(rows.flatMap((row) => (row.slurm_user === null ? [] : [[row.slurm_user, row] as const])));
}

function tierOf(row: BillingAccountRow, rules: readonly ClassifierRule[]): string {
  return tierInForce({ code: row.code, slurmUser: row.slurm_user, tierOverride: row.tier_override }, rules);
}
