import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { ConfigError, readConfig } from "./config.ts";

const folder = mkdtempSync(join(tmpdir(), "purser-ldap-config-"));
const caFile = join(folder, "ca.pem");
writeFileSync(caFile, "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n");
writeFileSync(join(folder, "canary.txt"), "canary");
afterAll(() => rmSync(folder, { recursive: true }));

const production = {
  APP_ENV: "production",
  DATABASE_URL: "postgres://purser@db.example.org/purser",
  JWT_KEYS: "k=r8Xq2LmZ0vTnB5yKcD7wHsJ4fPgA9eUi",
  AUDIT_KEYS: "k=Q1zW3xE5cR7vT9bY2nU4mI6oP8aS0dFg",
  SECRETS_KEYS: "k=L5hG2kD8sA4qW7eR1tY9uI3oP6zX0cVb",
  SELLER_NAME: "HPC Centre",
  SELLER_TAX_ID: "0994000158378",
  AUTH_BACKENDS: "local,ldap",
  LDAP_URL: "ldaps://one.example.org,ldaps://two.example.org:1636",
  LDAP_BIND_DN: "cn=purser,dc=example,dc=org",
  LDAP_BIND_PASSWORD: "canary-of-the-directory",
  LDAP_BASE_DN: "dc=example,dc=org",
};

function faultsOf(changes: Record<string, string | undefined>): readonly string[] {
  try {
    readConfig({ ...production, ...changes });
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
}

describe("readConfig about the directory", () => {
  it("asks no directory where AUTH_BACKENDS names none, and does not look at what is said of one", () => {
    const { authBackends, ldap } = readConfig({ ...production, AUTH_BACKENDS: undefined, LDAP_URL: "rubbish" });
    expect([authBackends, ldap]).toEqual([["local"], null]);
  });

  it("keeps the order of the backends and of the servers", () => {
    const { authBackends, ldap } = readConfig({ ...production, AUTH_BACKENDS: "ldap, local", LDAP_CA_FILE: caFile });
    expect(authBackends).toEqual(["ldap", "local"]);
    expect(ldap).toMatchObject({
      urls: ["ldaps://one.example.org", "ldaps://two.example.org:1636"],
      ca: expect.stringContaining("BEGIN CERTIFICATE"),
      usernameAttribute: "uid",
      idAttribute: "entryUUID",
      groupBaseDn: "ou=groups,dc=example,dc=org",
      groups: {
        prefix: "infrahub",
        finance: "infrahub-finance",
        auditor: "infrahub-auditors",
        user: "infrahub-users",
      },
    });
  });

  it("lets the names of groups follow their prefix, or have their own", () => {
    const { ldap } = readConfig({ ...production, LDAP_GROUP_PREFIX: "HPC", LDAP_USER_GROUP: "Cluster-Users" });
    expect(ldap?.groups).toMatchObject({ prefix: "hpc", finance: "hpc-finance", user: "cluster-users" });
  });

  it.each([
    ["AUTH_BACKENDS must be", { AUTH_BACKENDS: "local,radius" }],
    ["AUTH_BACKENDS must be", { AUTH_BACKENDS: "local,local" }],
    ["LDAP_URL is missing", { LDAP_URL: undefined }],
    ["LDAP_URL must be", { LDAP_URL: "https://one.example.org" }],
    ["LDAP_URL must be", { LDAP_URL: "ldaps://canary:canary@one.example.org" }],
    ["LDAP_URL must be", { LDAP_URL: "ldaps://one.example.org/dc=canary" }],
    ["LDAP_URL must be", { LDAP_URL: "ldaps://one.example.org:99999" }],
    ["passwords would cross the network in clear", { LDAP_URL: "ldap://one.example.org" }],
    ["passwords would cross the network in clear", { LDAP_URL: "ldaps://one.example.org ldap://two.example.org" }],
    ["LDAP_BIND_DN is missing", { LDAP_BIND_DN: undefined }],
    ["LDAP_BIND_DN must be", { LDAP_BIND_DN: "canary" }],
    ["LDAP_BIND_PASSWORD is missing", { LDAP_BIND_PASSWORD: " " }],
    ["LDAP_BASE_DN must be", { LDAP_BASE_DN: "canary.org" }],
    ["LDAP_CA_FILE must be", { LDAP_CA_FILE: join(folder, "canary-that-is-not-there") }],
    ["LDAP_CA_FILE must be", { LDAP_CA_FILE: join(folder, "canary.txt") }],
    ["LDAP_USER_FILTER must be", { LDAP_USER_FILTER: "(canary" }],
    ["LDAP_USER_ATTRIBUTE must be", { LDAP_USER_ATTRIBUTE: "canary)(" }],
    [
      "LDAP_GROUP_PREFIX must be",
      { LDAP_GROUP_PREFIX: "canary,cn=", LDAP_FINANCE_GROUP: "a", LDAP_AUDITOR_GROUP: "b", LDAP_USER_GROUP: "c" },
    ],
    ["must be groups of their own", { LDAP_FINANCE_GROUP: "infrahub-center-admins" }],
    ["must be groups of their own", { LDAP_USER_GROUP: "infrahub-finance" }],
    ["LDAP_TIMEOUT_MS must be", { LDAP_TIMEOUT_MS: "0" }],
    ["LDAP_STARTTLS must be", { LDAP_STARTTLS: "canary" }],
  ])("refuses to start, and prints no value: %s", (fault, changes) => {
    const faults = faultsOf(changes);
    expect(faults).toEqual([expect.stringContaining(fault)]);
    expect(faults.join()).not.toContain("canary");
  });

  it("takes ldap:// with StartTLS in production, and without it only elsewhere", () => {
    expect(faultsOf({ LDAP_URL: "ldap://one.example.org", LDAP_STARTTLS: "yes" })).toEqual([]);
    expect(faultsOf({ LDAP_URL: "ldap://localhost", APP_ENV: "development" })).toEqual([]);
  });

  it("does without a lasting name of entries where it is told to", () => {
    expect(readConfig({ ...production, LDAP_ID_ATTRIBUTE: "none" }).ldap?.idAttribute).toBeNull();
  });
});
