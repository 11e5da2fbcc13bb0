import type { Config } from "../../config.ts";
import type { Tx } from "../../platform/db.ts";
import { findCluster } from "./inventory.queries.ts";

/** The zone a cluster prints its local times in: what is stored of it, or the configured one for a cluster not yet known. */
export async function clusterTimeZone(
  tx: Tx,
  config: Pick<Config, "clusterTimeZone">,
  cluster: string | null,
): Promise<string> {
  const known = cluster === null ? undefined : await findCluster(tx, cluster.normalize("NFC"));
  return known?.time_zone ?? config.clusterTimeZone;
}
