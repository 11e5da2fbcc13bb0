import type { Db } from "../platform/db.ts";
import { storedRuns } from "./usage-api.ts";

export interface StoredTruth {
  readonly runs: readonly Readonly<Record<string, unknown>>[];
  readonly charges: readonly unknown[];
  /** Runs that cost nothing, and why. */
  readonly uncharged: readonly unknown[];
}

/**
 * Every column of runs and charges that does not name another row by number.
 *
 * @throws an error if the database breaks an invariant.
 */
export async function storedTruth(db: Db): Promise<StoredTruth> {
  const { rows: broken } = await db.pool.query("select * from platform.check_invariants()");
  if (broken.length > 0) throw new Error(`broken: ${JSON.stringify(broken)}`);
  const { rows: charges } = await db.pool.query(`
    select to_jsonb(c) - '{account_id,card_id,partition_label,qos_label,raw_state}'::text[]
      || jsonb_build_object('account', a.code) as charge
    from rating.charge as c join organisation.billing_account as a on a.id = c.account_id order by c.run_id`);
  const { rows: uncharged } = await db.pool.query("select u.* from rating.uncharged as u order by u.run_id");
  return { runs: await storedRuns({ ctx: { db } }), charges, uncharged };
}
