import { sql } from "kysely";
import type { Db } from "../../platform/db.ts";
import { CHARGE_COLUMNS, type ChargeRow } from "./charge-line.ts";

/** A charge with the names that a reader needs. */
export interface NamedCharge extends ChargeRow {
  readonly account_name: string;
  /** Whose account it is, where it is a person's. */
  readonly account_slurm_user: string | null;
  readonly receipt_id: string | null;
  readonly receipt_number: string | null;
}

/** The charge of a run, which the caller has been found to be allowed to see. */
export async function findNamedCharge(db: Db, runId: string): Promise<NamedCharge | undefined> {
  return await db
    .selectFrom("rating.charge as c")
    .innerJoin("organisation.billing_account as a", "a.id", "c.account_id")
    .leftJoin("receipts.receipt as r", "r.id", "c.receipt_id")
    .select(CHARGE_COLUMNS.map((column) => `c.${column}` as const))
    .select([
      "c.receipt_id",
      "a.name as account_name",
      "a.slurm_user as account_slurm_user",
      "r.number as receipt_number",
    ])
    .where("c.run_id", "=", runId)
    .executeTakeFirst();
}

/** Why a run is not charged, and whose account it would be on. */
export interface NamedVerdict {
  readonly verdict: string;
  readonly account_id: string | null;
  readonly account_name: string | null;
}

/** Whose account a run would be on: that which a binding names, else that of its Slurm user. */
export type WouldPay = { readonly accountId: string } | { readonly slurmUser: string };

/** The verdict of a run, where it has one instead of a charge. */
export async function findNamedVerdict(db: Db, runId: string, payer: WouldPay): Promise<NamedVerdict | undefined> {
  const isPayer =
    "accountId" in payer
      ? sql`a.id = ${payer.accountId}::uuid`
      : sql`a.slurm_user = normalize(${payer.slurmUser}::text, nfc)`;
  const { rows } = await sql<NamedVerdict>`
    select u.verdict, a.id as account_id, a.name as account_name
    from rating.uncharged u
    left join organisation.billing_account a on ${isPayer}
    where u.run_id = ${runId}::uuid`.execute(db);
  return rows[0];
}
