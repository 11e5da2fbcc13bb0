import { refusedValue } from "../../platform/http-errors.ts";
import { normalClusterName } from "../inventory/core/cluster-name.ts";

/**
 * The name of a cluster in the one form it is kept in.
 *
 * @throws {HttpError} `VALIDATION_FAILED` where another name could look the same.
 */
export function readCluster(text: string): string {
  const name = normalClusterName(text);
  if (name !== null) return name;
  throw refusedValue({ field: "cluster", issue: "has blanks at its ends, or characters that cannot be seen" });
}
