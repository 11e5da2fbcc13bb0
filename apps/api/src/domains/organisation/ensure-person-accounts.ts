import { v7 as uuidv7 } from "uuid";
import type { Tx } from "../../platform/db.ts";
import { type AuditContext, recordEvents } from "../audit/record-event.ts";
import { canonicalSlurmUser, personAccountCode } from "./core/account-code.ts";
import {
  findPersonAccounts,
  insertPersonAccounts,
  lockAccountCreation,
  type NewPersonAccount,
} from "./organisation.queries.ts";
import { type PersonAccount, personAccounts } from "./person-accounts.ts";

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
  const found = await personAccounts(tx, slurmUsers);
  const missing = slurmUsers.filter((slurmUser) => !found.has(slurmUser));
  if (missing.length === 0) return found;
  await createAccounts(tx, ctx, [...new Set(missing.map(canonicalSlurmUser))]);
  return await personAccounts(tx, slurmUsers);
}

async function createAccounts(tx: Tx, ctx: AuditContext, slurmUsers: readonly string[]): Promise<void> {
  await lockAccountCreation(tx);
  const madeMeanwhile = new Set((await findPersonAccounts(tx, slurmUsers)).map((row) => row.slurm_user));
  const accounts = slurmUsers.filter((slurmUser) => !madeMeanwhile.has(slurmUser)).map(newPersonAccount);
  if (accounts.length === 0) return;
  const added = await insertPersonAccounts(tx, accounts);
  // A code may be another account's already (a team of the same name): the account's own id is nobody else's.
  const clashing = accounts
    .filter((account) => !added.has(account.id))
    .map((account) => ({ ...account, code: account.id }));
  if (clashing.length > 0) await insertPersonAccounts(tx, clashing);
  const events = accounts.map((account) => ({
    action: "billing_account.created",
    subject: account.id,
    detail: { kind: "person", slurm_user: account.slurmUser },
  }));
  await recordEvents(tx, ctx, events);
}

function newPersonAccount(slurmUser: string): NewPersonAccount {
  const id = uuidv7();
  return { id, slurmUser, code: personAccountCode(slurmUser, id) };
}
