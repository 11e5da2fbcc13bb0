import { describe, expect, it } from "vitest";
import { ConfigError, readConfig } from "./config.ts";

const JWT = "r8Xq2LmZ0vTnB5yKcD7wHsJ4fPgA9eUi";
const AUDIT = "Q1zW3xE5cR7vT9bY2nU4mI6oP8aS0dFg";
const SECRETS = "Lk9jH8gF7dS6aP5oI4uY3tR2eW1qZ0xC";
const production = {
  APP_ENV: "production",
  DATABASE_URL: "postgres://purser:canary-of-the-url@db.example.org/purser",
  JWT_KEYS: `2026-03=${JWT}`,
  AUDIT_KEYS: `2026-03=${AUDIT}`,
  SECRETS_KEYS: `2026-03=${SECRETS}`,
  ADMIN_PASSWORD: "a long enough one of mine",
  SELLER_NAME: "HPC Centre",
  SELLER_TAX_ID: "0994000158378",
};

/** The faults that the environment of production has with these changes; none: it is good. */
function faultsOf(
  changes: Record<string, string | undefined>,
  base: Record<string, string> = production,
): readonly string[] {
  try {
    readConfig({ ...base, ...changes });
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
}

describe("readConfig in production", () => {
  it("takes strong secrets", () => {
    const config = readConfig(production);
    expect(config.environment).toBe("production");
    expect(config.jwtKeys).toEqual([{ id: "2026-03", secret: JWT }]);
    expect(config.host).toBe("0.0.0.0");
    expect(config.databaseUrl).toContain("db.example.org");
  });

  it.each([
    ["JWT_KEYS is missing", { JWT_KEYS: undefined }],
    ["JWT_KEYS is missing", { JWT_KEYS: "  " }],
    ["JWT_KEYS: the secret of k is too weak", { JWT_KEYS: "k=" }],
    ["JWT_KEYS: the secret of k is too weak", { JWT_KEYS: "k=thirty-one-letters-are-not-quit" }],
    ["JWT_KEYS: the secret of k is too weak", { JWT_KEYS: `k=${"a".repeat(64)}` }],
    ["JWT_KEYS: the secret of k is too weak", { JWT_KEYS: `k=${"secret".repeat(10)}` }],
    ["JWT_KEYS: the secret of old is too weak", { JWT_KEYS: `new=${JWT},old=short` }],
    ["JWT_KEYS must be id=secret", { JWT_KEYS: JWT }],
    ["JWT_KEYS names one id twice", { JWT_KEYS: `k=${JWT},k=${AUDIT}` }],
    ["AUDIT_KEYS is missing", { AUDIT_KEYS: undefined }],
    ["AUDIT_KEYS: the secret of k is too weak", { AUDIT_KEYS: `k=${"01".repeat(32)}` }],
    ["SECRETS_KEYS is missing", { SECRETS_KEYS: undefined }],
    ["SECRETS_KEYS: the secret of k is too weak", { SECRETS_KEYS: `k=${"01".repeat(32)}` }],
    ["REQUIRE_MFA must be", { REQUIRE_MFA: "center_admin,financ" }],
    ["ADMIN_PASSWORD is too weak", { ADMIN_PASSWORD: "elevenchars" }],
    ["ADMIN_PASSWORD is too weak", { ADMIN_PASSWORD: "Admin" }],
    ["DATABASE_URL is missing", { DATABASE_URL: undefined }],
    ["DATABASE_URL must begin with", { DATABASE_URL: "mysql://db.example.org" }],
    ["SELLER_NAME is missing", { SELLER_NAME: undefined }],
    ["SELLER_TAX_ID must be", { SELLER_TAX_ID: undefined }],
  ])("refuses to start: %s", (fault, changes) => {
    expect(faultsOf(changes)).toEqual([expect.stringContaining(fault)]);
  });

  it("takes the embedded database where it is asked for by name", () => {
    expect(faultsOf({ DATABASE_URL: undefined, EMBEDDED_DATABASE: "yes" })).toEqual([]);
  });

  it("needs no password of an administrator: there may be one already", () => {
    expect(readConfig({ ...production, ADMIN_PASSWORD: undefined }).adminPassword).toBeNull();
  });
});

describe("readConfig", () => {
  const development = { JWT_KEYS: `k=${JWT}`, AUDIT_KEYS: `k=${AUDIT}`, SECRETS_KEYS: `k=${SECRETS}` };

  it("is development on localhost where nothing is said", () => {
    expect(readConfig(development)).toMatchObject({
      environment: "development",
      databaseUrl: null,
      host: "127.0.0.1",
      port: 8000,
      trustProxy: false,
      billingTimeZone: "Asia/Bangkok",
      tax: { rateMicros: 70_000n },
    });
  });

  it.each([
    ["", []],
    ["finance", ["finance"]],
    [" center_admin , finance,", ["center_admin", "finance"]],
    ["all", "all"],
  ])("reads that a second step is demanded of %j", (text, demanded) => {
    expect(readConfig({ ...development, REQUIRE_MFA: text }).requireMfa).toEqual(demanded);
  });

  it("gives proxies time to see that it ends where there are any", () => {
    expect(readConfig(development).drainSeconds).toBe(0);
    expect(readConfig(production).drainSeconds).toBe(5);
    expect(readConfig({ ...production, DRAIN_SECONDS: "20" }).drainSeconds).toBe(20);
    expect(faultsOf({ DRAIN_SECONDS: "301" })).toEqual([expect.stringContaining("DRAIN_SECONDS")]);
  });

  it("names every fault at once", () => {
    const changes = {
      PORT: "eighty",
      APP_ENV: "staging",
      BILLING_TIMEZONE: "Asia/Nowhere",
      TRUST_PROXY: "yes",
      LOG_LEVEL: "loud",
    };
    const faults = faultsOf(changes, development);
    for (const name of Object.keys(changes)) expect(faults).toContainEqual(expect.stringContaining(name));
    expect(faults).toHaveLength(5);
  });

  it.each(Object.keys(production))("never prints the value of %s", (name) => {
    const canary = "canary\u0001value";
    const faults = faultsOf({ [name]: canary });
    expect(JSON.stringify(faults)).not.toContain("canary");
  });

  it.each([
    ["7", 70_000n],
    ["0", undefined],
    ["7.25", 72_500n],
    ["0.0001", 1n],
    ["100", 1_000_000n],
  ])("reads a tax of %s percent exactly", (percent, rateMicros) => {
    expect(readConfig({ ...development, TAX_RATE_PERCENT: percent }).tax?.rateMicros).toBe(rateMicros);
  });

  it.each(["-1", "100.1", "0.00001", "7%", "seven"])("refuses a tax of %s percent", (percent) => {
    expect(faultsOf({ TAX_RATE_PERCENT: percent }, development)).toEqual([expect.stringContaining("TAX_RATE_PERCENT")]);
  });

  it("reads a keyring whose first key signs and whose others verify", () => {
    const { auditKeys } = readConfig({ ...development, AUDIT_KEYS: `b=${AUDIT},a=${JWT}` });
    expect(auditKeys.map((key) => key.id)).toEqual(["b", "a"]);
  });
});
