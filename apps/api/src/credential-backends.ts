import { type CredentialBackend, localPasswords } from "./domains/identity/credentials.ts";
import { directoryPasswords } from "./domains/identity/directory-passwords.ts";
import { LdapDirectory } from "./integrations/ldap/ldap-directory.ts";
import type { AppContext } from "./platform/context.ts";

/** Where people sign in, in the configured order. */
export function credentialBackends({ config, log }: Pick<AppContext, "config" | "log">): CredentialBackend[] {
  const { authBackends, ldap } = config;
  return authBackends.flatMap((name) => {
    if (name === "local") return [localPasswords];
    return ldap === null ? [] : [directoryPasswords({ directory: new LdapDirectory(ldap, log), names: ldap.groups })];
  });
}
