import { invariant } from "@purser/kernel/invariant";
import type { Tx } from "../../platform/db.ts";
import { type AuditContext, recordEvent } from "../audit/record-event.ts";
import { findCluster, insertCluster } from "./inventory.queries.ts";

/**
 * The id of the cluster of this name, which is added (and audited) where it is new. A known cluster keeps its time zone.
 * The name is compared in Unicode's NFC. Safe under parallel callers: they wait for the first and get its cluster.
 */
export async function ensureCluster(
  tx: Tx,
  ctx: AuditContext,
  { name, timeZone }: { name: string; timeZone: string },
): Promise<number> {
  const canonical = name.normalize("NFC");
  const known = await findCluster(tx, canonical);
  if (known !== undefined) return known.id;
  const added = await insertCluster(tx, { name: canonical, time_zone: timeZone });
  if (added !== undefined) {
    const detail = { name: canonical, time_zone: timeZone };
    await recordEvent(tx, ctx, { action: "cluster.added", subject: canonical, detail });
    return added;
  }
  const other = await findCluster(tx, canonical);
  invariant(other !== undefined, "a cluster that conflicts exists");
  return other.id;
}
