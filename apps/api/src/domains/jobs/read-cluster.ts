import { hasInvisible } from "@purser/kernel/invisible-characters";
import { HttpError } from "../../platform/http-errors.ts";

/**
 * The name of a cluster in the one form it is kept in, Unicode's NFC.
 *
 * @throws {HttpError} `VALIDATION_FAILED` where another name could look the same.
 */
export function readCluster(name: string): string {
  if (name.trim() === name && !hasInvisible(name)) return name.normalize("NFC");
  const details = [{ field: "cluster", issue: "has blanks at its ends, or characters that cannot be seen" }];
  throw new HttpError("VALIDATION_FAILED", "invalid", { details });
}
