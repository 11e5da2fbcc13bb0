import { hasInvisible } from "@purser/kernel/invisible-characters";

/**
 * The name of a cluster in the one form it is kept in, Unicode's NFC; null where another name could look the same: one with
 * blanks at its ends, or with characters that cannot be seen.
 */
export function normalClusterName(text: string): string | null {
  return text.trim() === text && !hasInvisible(text) ? text.normalize("NFC") : null;
}
