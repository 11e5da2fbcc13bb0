import { normalClusterName } from "../../inventory/core/cluster-name.ts";
import { FieldFault } from "./reject.ts";

/**
 * The name of a cluster in the one form it is kept in.
 *
 * @throws {FieldFault} `CLUSTER_INVALID` where another name could look the same. `field` is what the source calls it.
 */
export function clusterName(text: string, field: string): string {
  const name = normalClusterName(text);
  if (name === null) throw new FieldFault("CLUSTER_INVALID", field);
  return name;
}
