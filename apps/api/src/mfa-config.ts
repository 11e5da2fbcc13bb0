import type { MfaRequirement } from "./domains/identity/core/mfa-requirement.ts";
import { ROLES } from "./domains/identity/core/permissions.ts";

/** What it needs of the reader of the environment. */
interface EnvReader {
  readonly faults: string[];
  text(name: string, fallback: string): string;
}

/** Whose roles demand a second step: `REQUIRE_MFA` names roles, or `all`. */
export function readMfaRequirement(read: EnvReader): MfaRequirement {
  const text = read.text("REQUIRE_MFA", "");
  if (text === "all") return text;
  const roles = text
    .split(",")
    .map((role) => role.trim())
    .filter((role) => role !== "");
  const known: readonly string[] = ROLES;
  // A role that does not exist would demand nothing of anybody, and nobody would notice.
  if (!roles.every((role) => known.includes(role)))
    read.faults.push(`REQUIRE_MFA must be \`all\` or roles of ${known.join(", ")}, separated by commas`);
  return roles;
}
