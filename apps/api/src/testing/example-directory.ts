import { AlreadyExistsError, Attribute, Change, Control } from "ldapts";
import type { LdapConfig } from "../config.ts";
import { BASE_DN, type Slapd, startSlapd } from "./slapd.ts";
import type { SlapdPrograms } from "./slapd-programs.ts";

export const PEOPLE = `ou=people,${BASE_DN}`;
export const GROUPS = `ou=groups,${BASE_DN}`;
export const DIRECTORY_PASSWORD = "canary-password-of-a-person";
export const SERVICE_PASSWORD = "canary-password-of-the-service";

const SERVICE_DN = `cn=purser,${BASE_DN}`;
const MANAGE_REFERRALS = new Control("2.16.840.1.113730.3.4.2", { critical: true });

export interface PersonToAdd {
  readonly uid: string | readonly string[];
  readonly displayName?: string;
  readonly dn?: string;
  readonly password?: string;
}

export interface ExampleDirectory extends Slapd {
  /** What the program is configured with to use it: over ldaps, trusting its authority. */
  readonly config: LdapConfig;
  readonly startTlsUrl: string;
  readonly addPerson: (person: PersonToAdd) => Promise<string>;
  readonly removePerson: (uid: string) => Promise<void>;
  /** Makes a group of its first member. */
  readonly addToGroup: (group: string, member: string) => Promise<void>;
  readonly removeGroup: (group: string) => Promise<void>;
  readonly change: (dn: string, attributes: Readonly<Record<string, string>>) => Promise<void>;
  readonly addReferral: (dn: string, url: string) => Promise<void>;
}

/** A centre's directory: places for people and groups, and the account that Purser asks with. */
export async function startExampleDirectory(programs: SlapdPrograms): Promise<ExampleDirectory> {
  const slapd = await startSlapd(programs);
  const { admin } = slapd;
  await admin.add(BASE_DN, { objectClass: ["dcObject", "organization"], o: "Centre", dc: "example" });
  for (const ou of ["people", "groups"]) {
    await admin.add(`ou=${ou},${BASE_DN}`, { objectClass: "organizationalUnit", ou });
  }
  const service = { objectClass: ["organizationalRole", "simpleSecurityObject"], cn: "purser" };
  await admin.add(SERVICE_DN, { ...service, userPassword: SERVICE_PASSWORD });
  return {
    ...slapd,
    config: configOf(slapd),
    startTlsUrl: `ldap://localhost:${slapd.port}`,
    addPerson: async ({ uid, displayName, dn, password = DIRECTORY_PASSWORD }) => {
      const [name = ""] = [uid].flat();
      const entry = dn ?? `uid=${name},${PEOPLE}`;
      await admin.add(entry, {
        objectClass: ["inetOrgPerson", "extensibleObject"],
        uid: [uid].flat(),
        cn: dn === undefined ? name : "Suksai, Akara",
        sn: name,
        userPassword: password,
        ...(displayName !== undefined && { displayName }),
      });
      return entry;
    },
    removePerson: async (uid) => await admin.del(`uid=${uid},${PEOPLE}`),
    addToGroup: async (group, member) => {
      const entry = { objectClass: ["groupOfNames", "extensibleObject"], member };
      try {
        return await admin.add(group, group.startsWith("cn=") ? entry : { ...entry, cn: "a group of another name" });
      } catch (error) {
        if (!(error instanceof AlreadyExistsError)) throw error;
      }
      const modification = new Attribute({ type: "member", values: [member] });
      await admin.modify(group, new Change({ operation: "add", modification }));
    },
    removeGroup: async (group) => await admin.del(group),
    change: async (dn, attributes) => {
      const changes = Object.entries(attributes).map(([type, value]) => {
        return new Change({ operation: "replace", modification: new Attribute({ type, values: [value] }) });
      });
      await admin.modify(dn, changes);
    },
    addReferral: async (dn, url) => {
      await admin.add(dn, { objectClass: ["referral", "extensibleObject"], ref: url }, MANAGE_REFERRALS);
    },
  };
}

function configOf({ tlsPort, certificates }: Slapd): LdapConfig {
  return {
    urls: [`ldaps://localhost:${tlsPort}`],
    startTls: true,
    ca: certificates.ca,
    bindDn: SERVICE_DN,
    bindPassword: SERVICE_PASSWORD,
    baseDn: PEOPLE,
    usernameAttribute: "uid",
    userFilter: "(objectClass=inetOrgPerson)",
    idAttribute: "entryUUID",
    groupBaseDn: GROUPS,
    groups: {
      prefix: "infrahub",
      finance: "infrahub-finance",
      auditor: "infrahub-auditors",
      user: "infrahub-users",
    },
    connectTimeoutMs: 1_000,
    timeoutMs: 1_000,
    maxConnections: 20,
  };
}
