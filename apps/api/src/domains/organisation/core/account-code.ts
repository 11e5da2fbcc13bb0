import { hasInvisible, withInvisibleShown } from "@purser/kernel/invisible-characters";

const LONGEST_CODE = 255;
const LONGEST_HEAD = 200;

/** A Slurm user name in the one form it is compared and stored in: Unicode NFC. Case counts, as it does on the cluster. */
export function canonicalSlurmUser(slurmUser: string): string {
  return slurmUser.normalize("NFC");
}

/**
 * The code of the billing account of a Slurm user: the name itself, with what cannot be seen in it written out
 * (`\u{200b}`), so that no two accounts look the same. A code too long for a document is cut and ends in `accountId`.
 */
export function personAccountCode(slurmUser: string, accountId: string): string {
  const visible = withInvisibleShown(canonicalSlurmUser(slurmUser));
  const characters = Array.from(visible);
  if (characters.length <= LONGEST_CODE) return visible;
  return `${characters.slice(0, LONGEST_HEAD).join("")}…${accountId}`;
}

/** Whether a code that a person typed can be told from every other by looking at it: nothing unseen, no space at its ends. */
export function isReadableCode(code: string): boolean {
  return code === code.trim() && !hasInvisible(code);
}
