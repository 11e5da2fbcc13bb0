import { sql } from "kysely";
import type { Db } from "../../platform/db.ts";
import { CHARGE_COLUMNS, type ChargeRow } from "./charge-line.ts";

/** A charge with the names that a reader needs. */
export interface NamedCharge extends ChargeRow {
  readonly account_name: string;
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
    .select(["c.receipt_id", "a.name as account_name", "r.number as receipt_number"])
    .where("c.run_id", "=", runId)
    .executeTakeFirst();
}

/** Why a run is not charged, and whose account it would be on. */
export interface NamedVerdict {
  readonly verdict: string;
  readonly account_id: string | null;
  readonly account_name: string | null;
}

/** The verdict of a run of this Slurm user, where it has one instead of a charge. */
export async function findNamedVerdict(db: Db, runId: string, slurmUser: string): Promise<NamedVerdict | undefined> {
  const { rows } = await sql<NamedVerdict>`
    select u.verdict, a.id as account_id, a.name as account_name
    from rating.uncharged u
    left join organisation.billing_account a on a.slurm_user = normalize(${slurmUser}::text, nfc)
    where u.run_id = ${runId}::uuid`.execute(db);
  return rows[0];
}
