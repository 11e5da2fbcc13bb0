import { readFileSync } from "node:fs";
import { FilterParser } from "ldapts";
import { isWeakSecret, PASSWORD } from "./weak-secret.ts";

/** The directory that people and their groups are in. */
export interface LdapConfig {
  /** `ldaps://` or `ldap://`, in the order in which they are asked. */
  readonly urls: readonly string[];
  /** Whether connections to `ldap://` are made secure with StartTLS. */
  readonly startTls: boolean;
  /** Certificates to trust, in PEM; null: those of the system. */
  readonly ca: string | null;
  readonly bindDn: string;
  readonly bindPassword: string;
  readonly baseDn: string;
  readonly usernameAttribute: string;
  /** Asked of every person beside their name; null: nothing. */
  readonly userFilter: string | null;
  /** By what an entry is known whatever it is called; null: by nothing. */
  readonly idAttribute: string | null;
  /** Groups count where they stand directly below it. */
  readonly groupBaseDn: string;
  readonly groups: {
    readonly prefix: string;
    readonly finance: string;
    readonly auditor: string;
    readonly user: string;
  };
  readonly connectTimeoutMs: number;
  readonly timeoutMs: number;
  /** How many connections one process has at most; a sign-in above that is asked to come back. */
  readonly maxConnections: number;
}

/** What it needs of the reader of the environment. */
interface EnvReader {
  readonly faults: string[];
  optional(name: string): string | null;
  text(name: string, fallback: string): string;
  integer(name: string, fallback: number, range: { min: number; max: number }): number;
  oneOf<const T extends string>(name: string, allowed: readonly T[], fallback: T): T;
}

const MILLISECONDS = { min: 100, max: 60_000 };

/** Reads what `LDAP_` variables say; each fault is added to those of the reader, and none holds a value. */
export function readLdapConfig(read: EnvReader, production: boolean): LdapConfig {
  const startTls = read.oneOf("LDAP_STARTTLS", ["yes", "no"], "no") === "yes";
  const prefix = name(read, "LDAP_GROUP_PREFIX", "infrahub");
  const baseDn = dn(read, "LDAP_BASE_DN");
  const groups = {
    prefix,
    finance: name(read, "LDAP_FINANCE_GROUP", `${prefix}-finance`),
    auditor: name(read, "LDAP_AUDITOR_GROUP", `${prefix}-auditors`),
    user: name(read, "LDAP_USER_GROUP", `${prefix}-users`),
  };
  if (new Set([groups.finance, groups.auditor, groups.user, `${prefix}-center-admins`]).size < 4)
    read.faults.push("LDAP_FINANCE_GROUP, LDAP_AUDITOR_GROUP and LDAP_USER_GROUP must be groups of their own");
  return {
    urls: urls(read, startTls || !production),
    startTls,
    ca: ca(read),
    bindDn: dn(read, "LDAP_BIND_DN"),
    bindPassword: bindPassword(read, production),
    baseDn,
    usernameAttribute: attribute(read, "LDAP_USER_ATTRIBUTE", "uid"),
    userFilter: filter(read),
    idAttribute:
      read.optional("LDAP_ID_ATTRIBUTE") === "none" ? null : attribute(read, "LDAP_ID_ATTRIBUTE", "entryUUID"),
    groupBaseDn: read.optional("LDAP_GROUP_BASE_DN") === null ? `ou=groups,${baseDn}` : dn(read, "LDAP_GROUP_BASE_DN"),
    groups,
    connectTimeoutMs: read.integer("LDAP_CONNECT_TIMEOUT_MS", 3_000, MILLISECONDS),
    timeoutMs: read.integer("LDAP_TIMEOUT_MS", 5_000, MILLISECONDS),
    maxConnections: read.integer("LDAP_MAX_CONNECTIONS", 20, { min: 1, max: 1_000 }),
  };
}

function required(read: EnvReader, variable: string): string {
  const value = read.optional(variable);
  if (value === null) read.faults.push(`${variable} is missing: AUTH_BACKENDS names ldap`);
  return value ?? "";
}

function bindPassword(read: EnvReader, production: boolean): string {
  const password = required(read, "LDAP_BIND_PASSWORD");
  if (production && password !== "" && isWeakSecret(password, PASSWORD))
    read.faults.push(`LDAP_BIND_PASSWORD is too weak (at least ${PASSWORD.length} characters)`);
  return password;
}

function urls(read: EnvReader, plainAllowed: boolean): readonly string[] {
  const given = required(read, "LDAP_URL")
    .split(/[\s,]+/)
    .filter((url) => url !== "");
  if (!given.every(isServerUrl))
    read.faults.push("LDAP_URL must be ldaps://host:port or ldap://host:port, several separated by commas");
  if (!plainAllowed && given.some((url) => url.startsWith("ldap:")))
    read.faults.push("LDAP_URL is ldap:// without LDAP_STARTTLS=yes: passwords would cross the network in clear");
  return given;
}

function isServerUrl(text: string): boolean {
  return /^ldaps?:\/\/([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(:\d{1,5})?\/?$/.test(text) && URL.canParse(text);
}

function ca(read: EnvReader): string | null {
  const file = read.optional("LDAP_CA_FILE");
  if (file === null) return null;
  try {
    const text = readFileSync(file, "utf8");
    if (text.includes("-----BEGIN CERTIFICATE-----")) return text;
  } catch {
    // Said below, without the name of the file: it is a value.
  }
  read.faults.push("LDAP_CA_FILE must be a file of certificates in PEM that can be read");
  return null;
}

/** A distinguished name is looked at only so far that a mix-up is noticed. */
function dn(read: EnvReader, variable: string): string {
  const value = required(read, variable);
  if (value !== "" && !/^[A-Za-z][A-Za-z0-9-]*=[^=]/.test(value))
    read.faults.push(`${variable} must be a distinguished name, such as ou=people,dc=example,dc=org`);
  return value;
}

function attribute(read: EnvReader, variable: string, fallback: string): string {
  const value = read.text(variable, fallback);
  if (!/^[A-Za-z][A-Za-z0-9-]{0,63}$/.test(value)) read.faults.push(`${variable} must be the name of an attribute`);
  return value;
}

function name(read: EnvReader, variable: string, fallback: string): string {
  const value = read.text(variable, fallback).toLowerCase();
  if (!/^[a-z0-9][a-z0-9._-]{0,99}$/.test(value))
    read.faults.push(`${variable} must be made of letters, digits, dots, dashes and underscores`);
  return value;
}

function filter(read: EnvReader): string | null {
  const text = read.optional("LDAP_USER_FILTER");
  if (text === null) return null;
  try {
    FilterParser.parseString(text);
    return text;
  } catch {
    read.faults.push("LDAP_USER_FILTER must be a filter, such as (objectClass=inetOrgPerson)");
    return null;
  }
}
