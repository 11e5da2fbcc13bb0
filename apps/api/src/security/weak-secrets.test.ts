import { describe, expect, it } from "vitest";
import { ConfigError, readConfig } from "../config.ts";
import { KEY, PASSWORD } from "../weak-secret.ts";

const STRONG = "r8Xq2LmZ0vTnB5yKcD7wHsJ4fPgA9eUi";

interface Secret {
  readonly written: (secret: string) => string;
  readonly length: number;
  /** Where there may be none: the server asks for no password, or the account is there already. */
  readonly mayBeEmpty?: true;
}

/** Every variable that holds a secret, and how. */
const SECRETS: Readonly<Record<string, Secret>> = {
  DATABASE_URL: {
    written: (secret) => `postgres://purser:${encodeURIComponent(secret)}@db.internal/purser`,
    length: PASSWORD.length,
    mayBeEmpty: true,
  },
  JWT_KEYS: { written: (secret) => `k=${secret}`, length: KEY.length },
  AUDIT_KEYS: { written: (secret) => `k=${secret}`, length: KEY.length },
  SECRETS_KEYS: { written: (secret) => `k=${secret}`, length: KEY.length },
  ADMIN_PASSWORD: { written: (secret) => secret, length: PASSWORD.length, mayBeEmpty: true },
  LDAP_BIND_PASSWORD: { written: (secret) => secret, length: PASSWORD.length },
  METRICS_TOKEN: { written: (secret) => secret, length: KEY.length, mayBeEmpty: true },
};

/** Every other variable: whoever adds one decides here whether it is a secret. */
const PLAIN = [
  ...["APP_ENV", "AUDIT_ANONYMIZE_IP", "AUDIT_STORE_RAW_UA", "AUTH_BACKENDS", "BILLING_TIMEZONE", "CLUSTER_TIMEZONE"],
  ...[
    "CORS_ORIGINS",
    "DATABASE_POOL",
    "DRAIN_SECONDS",
    "SOURCES_FILE",
    "EMBEDDED_DATABASE",
    "HOST",
    "LIVE_SYNC_SECONDS",
    "LOG_LEVEL",
    "MAX_UPLOAD_BYTES",
    "METRICS_MAX_JOBS",
    "METRICS_RETENTION_DAYS",
    "METRICS_ROLLUP_DAYS",
    "PAYMENT_TERMS_DAYS",
  ],
  ...["PORT", "PURSER_DATA_DIR", "RATE_LIMIT_ADDRESS_PER_MINUTE", "RATE_LIMIT_EXPENSIVE_PER_MINUTE"],
  ...[
    "RATE_LIMIT_PER_MINUTE",
    "RATE_LIMIT_SIGN_IN_PER_MINUTE",
    "REQUIRE_MFA",
    "TAX_LABEL",
    "TAX_RATE_PERCENT",
    "TRUST_PROXY",
  ],
  ...["ADDRESS", "ADDRESS_TH", "BANK_ACCOUNT", "BANK_ACCOUNT_NAME", "BANK_NAME", "BRANCH", "EMAIL", "LOGO", "NAME"].map(
    (name) => `SELLER_${name}`,
  ),
  ...["NAME_TH", "PHONE", "TAX_ID"].map((name) => `SELLER_${name}`),
  ...["BASE_DN", "BIND_DN", "CA_FILE", "CONNECT_TIMEOUT_MS", "FINANCE_GROUP", "AUDITOR_GROUP", "USER_GROUP"].map(
    (name) => `LDAP_${name}`,
  ),
  ...["GROUP_BASE_DN", "GROUP_PREFIX", "ID_ATTRIBUTE", "MAX_CONNECTIONS", "STARTTLS", "TIMEOUT_MS", "URL"].map(
    (name) => `LDAP_${name}`,
  ),
  ...["LDAP_USER_ATTRIBUTE", "LDAP_USER_FILTER"],
];

const production: Readonly<Record<string, string>> = {
  APP_ENV: "production",
  SELLER_NAME: "HPC Centre",
  SELLER_TAX_ID: "0994000158378",
  AUTH_BACKENDS: "local,ldap",
  LDAP_URL: "ldaps://one.internal",
  LDAP_BIND_DN: "cn=purser,dc=internal",
  LDAP_BASE_DN: "dc=internal",
  ...Object.fromEntries(Object.entries(SECRETS).map(([name, { written }]) => [name, written(STRONG)])),
};

function faultsOf(changes: Readonly<Record<string, string | undefined>>): readonly string[] {
  try {
    readConfig({ ...production, ...changes });
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
}

/** The names of all variables that are looked at. */
function variablesRead(): Set<string> {
  const read = new Set<string>();
  readConfig(
    new Proxy(production, {
      get: (env, name) => {
        read.add(String(name));
        return env[String(name)];
      },
    }),
  );
  return read;
}

const long = (word: string, { length }: Secret) => word.repeat(Math.ceil(length / word.length));
const weakOnes = (secret: Secret): string[] => [
  ...["a", "secret", "password", "Passw0rd", "admin", "postgres", "purser", "changeme", "letmein", "12345678"],
  ...["secret", "password", "purser", "a", "0", "abc", "admin1"].map((word) => long(word, secret)),
  ...["change-me", "CHANGE_ME", "your-secret-key", "example", "default", "placeholder"].map(
    (word) => `${word}-0123456789-abcdefghijklmnop-qrstu`,
  ),
  STRONG.slice(0, secret.length - 1),
];
const walk = Object.entries(SECRETS).flatMap(([name, secret]) =>
  weakOnes(secret).map((weak) => [name, weak, secret.written(weak)] as const),
);

describe("production", () => {
  it("reads no variable that is not known to be a secret or not to be one", () => {
    expect([...variablesRead()].sort()).toEqual([...Object.keys(SECRETS), ...PLAIN].sort());
    expect(PLAIN.filter((name) => /SECRET|PASSWORD|_KEY|TOKEN|CREDENTIAL/.test(name))).toEqual([]);
  });

  it("starts with strong secrets", () => {
    expect(faultsOf({})).toEqual([]);
  });

  it.each(walk)("refuses for %s the secret %j, by name and without its value", (name, weak, value) => {
    const faults = faultsOf({ [name]: value });
    expect(faults).toEqual([expect.stringContaining(name)]);
    if (weak.length > 8) expect(faults.join()).not.toContain(weak);
  });

  it.each(Object.entries(SECRETS).filter(([, { mayBeEmpty }]) => mayBeEmpty !== true))(
    "does not start without %s, or with a blank one",
    (name, { written }) => {
      for (const none of [undefined, "", "   ", written(""), written("  ")])
        expect([none, faultsOf({ [name]: none })]).toEqual([none, [expect.stringContaining(name)]]);
    },
  );

  it("does not start without a database that is named", () => {
    expect(faultsOf({ DATABASE_URL: "" })).toEqual([expect.stringContaining("DATABASE_URL is missing")]);
    expect(faultsOf({ DATABASE_URL: "postgres://purser@db/purser?password=short" })).toHaveLength(1);
    expect(faultsOf({ DATABASE_URL: "postgres://purser@%2Frun%2Fpostgresql/purser" })).toEqual([]);
  });
});
