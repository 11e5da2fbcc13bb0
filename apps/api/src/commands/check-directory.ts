import type { LdapConfig } from "../config.ts";
import { DirectoryError, type DirectoryPerson } from "../domains/identity/core/directory.ts";
import { grantsOfGroups } from "../domains/identity/core/directory-groups.ts";
import { LdapDirectory } from "../integrations/ldap/ldap-directory.ts";
import type { Logger } from "../platform/log.ts";
import { StartError } from "./start-error.ts";

export interface DirectoryReport {
  readonly lines: readonly string[];
  /** Whether the directory alone would let them in. */
  readonly hasRole: boolean;
}

/**
 * What the directory says of a user name, and which roles that would give: for whoever sets it up. It asks for no
 * password and changes nothing.
 *
 * @throws {StartError} where no directory is configured or none answers, with the reason.
 */
export async function checkDirectory(
  { ldap }: { readonly ldap: LdapConfig | null },
  username: string,
): Promise<DirectoryReport> {
  if (ldap === null) throw new StartError("There is no directory to ask: AUTH_BACKENDS does not name ldap.");
  const silent: Pick<Logger, "warn"> = { warn: () => undefined };
  const answer = await new LdapDirectory(ldap, silent).find(username.trim().toLowerCase()).catch((error: unknown) => {
    throw error instanceof DirectoryError ? new StartError(explain(error), { cause: error }) : error;
  });
  switch (answer.state) {
    case "unknown":
      return { lines: [`The directory knows no ${username}.`], hasRole: false };
    case "unfit":
      return { lines: [`The directory has no single entry of which ${username} is the only name.`], hasRole: false };
    case "locked":
      return { lines: [`The account of ${username} is closed in the directory.`], hasRole: false };
    case "found":
      return describePerson(answer.person, ldap);
  }
}

function describePerson(person: DirectoryPerson, { groupBaseDn, groups: names }: LdapConfig): DirectoryReport {
  const rows = person.groups.map((group) => {
    const [grant] = grantsOfGroups([group], names);
    if (grant === undefined) return `  ${group}: no role`;
    return `  ${group}: ${grant.role}${grant.scope === null ? "" : ` over ${grant.scope}`}`;
  });
  const hasRole = grantsOfGroups(person.groups, names).length > 0;
  return {
    lines: [
      `${person.username} is ${person.displayName}.`,
      rows.length === 0 ? `No group directly below ${groupBaseDn}.` : `Groups directly below ${groupBaseDn}:`,
      ...rows,
      ...(hasRole ? [] : ["No role: unless one is granted in Purser, signing in answers NO_ROLE_ASSIGNED."]),
    ],
    hasRole,
  };
}

const HINTS: Readonly<Record<string, string>> = {
  service_account: "its account is refused, so look at LDAP_BIND_DN and LDAP_BIND_PASSWORD",
  certificate: "its certificate is not trusted, so look at LDAP_CA_FILE and at the names in LDAP_URL",
  result_32: "there is no such place, so look at LDAP_BASE_DN",
};

/** The causes are errors of the network, of TLS or of the directory: none of them holds a password. */
function explain({ reason, cause }: DirectoryError): string {
  const said = cause instanceof Error ? cause.message : "";
  return `The directory did not answer: ${HINTS[reason] ?? reason}. ${said}`.trim();
}
