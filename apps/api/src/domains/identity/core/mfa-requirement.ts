/** Whose roles demand a second step: those with one of these roles and a password of our own, or everybody. */
export type MfaRequirement = readonly string[] | "all";

/**
 * Whether a person must have a second step. Whoever signs in through the directory is asked only where everybody is:
 * what their password is worth is the directory's to decide.
 */
export function demandsMfa(
  person: { readonly roles: readonly string[]; readonly source: string },
  requirement: MfaRequirement,
): boolean {
  if (requirement === "all") return true;
  return person.source === "local" && person.roles.some((role) => requirement.includes(role));
}
