import type { AppContext } from "../../platform/context.ts";
import { findPersonByUsername, type Person } from "./identity.queries.ts";
import { isPassword } from "./password.ts";

export interface Credentials {
  /** Trimmed and in lower case. */
  readonly username: string;
  readonly password: string;
}

/** What became of credentials. Why they were refused is for the audit log alone. */
export type CredentialCheck =
  | { readonly proven: true; readonly person: Person }
  | { readonly proven: false; readonly reason: RefusalReason; readonly person: Person | null };

export type RefusalReason = "name_unknown" | "password_wrong" | "person_disabled";

/**
 * One way of checking credentials. It takes as long for a name that nobody has as for one that somebody has.
 *
 * @throws {SignInError} only where somebody proved who they are and may not sign in all the same.
 */
export interface CredentialBackend {
  readonly name: string;
  readonly check: (ctx: AppContext, credentials: Credentials) => Promise<CredentialCheck>;
}

/** What the database takes for a user name; nobody has another. */
const USERNAME = /^[a-z0-9][a-z0-9._-]{1,39}$/;

/** People whose password Purser itself keeps. */
export const localPasswords: CredentialBackend = {
  name: "local",
  check: async ({ db }, { username, password }) => {
    const person = USERNAME.test(username) ? await findPersonByUsername(db, username) : undefined;
    const matches = await isPassword(password, person?.passwordHash ?? null);
    if (person === undefined) return { proven: false, reason: "name_unknown", person: null };
    if (!matches) return { proven: false, reason: "password_wrong", person };
    return person.disabled ? { proven: false, reason: "person_disabled", person } : { proven: true, person };
  },
};

/** Asks one way after the other until one proves the credentials; else the first that knows the person has the word. */
export async function checkCredentials(
  ctx: AppContext & { readonly backends: readonly CredentialBackend[] },
  credentials: Credentials,
): Promise<CredentialCheck> {
  let refused: CredentialCheck = { proven: false, reason: "name_unknown", person: null };
  for (const backend of ctx.backends) {
    const check = await backend.check(ctx, credentials);
    if (check.proven) return check;
    if (refused.person === null) refused = check;
  }
  return refused;
}
