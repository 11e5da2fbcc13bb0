import type { AnonymousContext } from "./anonymous-context.ts";
import { findPersonByUsername, type Person } from "./identity.queries.ts";
import type { PersonOfSource, PersonSource } from "./ldap.queries.ts";
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

export type RefusalReason =
  | "name_unknown"
  | "password_wrong"
  | "person_disabled"
  | "directory_entry_unfit" // it is not certain whose it is
  | "other_person"; // the name, or the directory's identifier, is another person's here

/**
 * One way of checking credentials, for the people whose source it is: it does not look at the password of anyone
 * else's. It takes as long for a name that nobody has as for one that somebody has.
 *
 * `check` throws a `NoRoleError` where somebody proved who they are and may not sign in all the same, and a
 * `DirectoryError`, as `vouches` does, where nothing can be said now.
 */
export interface CredentialBackend {
  readonly name: PersonSource;
  readonly check: (ctx: AnonymousContext, credentials: Credentials) => Promise<CredentialCheck>;
  /** Whether somebody who signed in here may go on; what else there is to know of them is taken over. */
  readonly vouches: (ctx: AnonymousContext, person: PersonOfSource) => Promise<boolean>;
}

/** What the database takes for a user name; nobody has another. */
export const USERNAME = /^[a-z0-9][a-z0-9._-]{1,39}$/;

/** People whose password Purser itself keeps. */
export const localPasswords: CredentialBackend = {
  name: "local",
  check: async ({ db }, { username, password }) => {
    const person = USERNAME.test(username) ? await findPersonByUsername(db, username) : undefined;
    const matches = await isPassword(password, person?.passwordHash ?? null);
    if (person?.source !== "local") return { proven: false, reason: "name_unknown", person: null };
    if (!matches) return { proven: false, reason: "password_wrong", person };
    return person.disabled ? { proven: false, reason: "person_disabled", person } : { proven: true, person };
  },
  vouches: async () => true,
};

/** Asks one way after the other until one proves the credentials; else the first that knows the person has the word. */
export async function checkCredentials(
  ctx: AnonymousContext & { readonly backends: readonly CredentialBackend[] },
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
