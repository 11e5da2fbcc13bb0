import type { Config } from "../../config.ts";
import type { Tx } from "../../platform/db.ts";
import { listClusterRows } from "./inventory.queries.ts";

/**
 * The zone that each cluster prints its local times in: what is stored of it, or the configured one for a cluster not yet
 * known. Names are in Unicode's NFC. What it says is as of now: a cluster added later is not known to it.
 */
export async function clusterTimeZones(
  tx: Tx,
  config: Pick<Config, "clusterTimeZone">,
): Promise<(cluster: string) => string> {
  const clusters = await listClusterRows(tx);
  const zones = new Map(clusters.map((cluster) => [cluster.name, cluster.time_zone]));
  return (cluster) => zones.get(cluster) ?? config.clusterTimeZone;
}
