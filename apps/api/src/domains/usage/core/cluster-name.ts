import { hasInvisible } from "@purser/kernel/invisible-characters";
import { FieldFault } from "./reject.ts";

/**
 * The name of a cluster in the one form it is kept in, Unicode's NFC.
 *
 * @throws {FieldFault} `CLUSTER_INVALID` where another name could look the same: one with blanks at its ends, or with
 * characters that cannot be seen. `field` is what the source calls it.
 */
export function clusterName(text: string, field: string): string {
  if (text.trim() !== text || hasInvisible(text)) throw new FieldFault("CLUSTER_INVALID", field);
  return text.normalize("NFC");
}
