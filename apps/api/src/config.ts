import { isIP } from "node:net";
import { parseMicros } from "@purser/kernel/money";
import type { MfaRequirement } from "./domains/identity/core/mfa-requirement.ts";
import { type Env, EnvironmentReader } from "./environment-reader.ts";
import { type LdapConfig, readLdapConfig } from "./ldap-config.ts";
import { readMfaRequirement } from "./mfa-config.ts";
import { readSamplesConfig, type SamplesConfig } from "./samples-config.ts";
import { readSeller, type Seller } from "./seller-config.ts";
import { type ClusterConfig, readSourcesConfig } from "./sources-config.ts";
import { isWeakSecret, KEY, PASSWORD } from "./weak-secret.ts";

export type { LdapConfig } from "./ldap-config.ts";
export type { Seller } from "./seller-config.ts";

export type AuthBackend = "local" | "ldap";

export type Environment = "development" | "production" | "test";

/** An HMAC key and the name it is known by, so that keys can follow one another. */
export interface SecretKey {
  readonly id: string;
  readonly secret: string;
}

/** Calls a minute, over all replicas; 0: no limit. */
export interface RateLimits {
  /** Of one person or API token. */
  readonly perCaller: number;
  /** Of one person or API token, of operations that cost much: documents, uploads, proofs. */
  readonly expensivePerCaller: number;
  /** Of one address (of IPv6 the first 64 bits), whoever calls. */
  readonly perAddress: number;
  /** Sign-ins from one address. */
  readonly signInsPerAddress: number;
}

/** Everything the environment decides. `main.ts` alone reads it; no value of a secret is ever printed. */
export interface Config {
  readonly environment: Environment;
  /** Null: the embedded PostgreSQL. */
  readonly databaseUrl: string | null;
  readonly dataDir: string;
  readonly host: string;
  readonly port: number;
  readonly trustProxy: boolean | string;
  readonly logLevel: string;
  readonly jwtKeys: readonly [SecretKey, ...SecretKey[]];
  readonly auditKeys: readonly [SecretKey, ...SecretKey[]];
  /** Whether audit records hold a client's address as its /24 or /48 only. */
  readonly auditAnonymizeIp: boolean;
  /** Whether audit records hold the browser's own words, or the beginning of their SHA-256. */
  readonly auditStoreRawUa: boolean;
  /** Encrypt the secrets that must be read again, such as those of authenticator apps. */
  readonly secretsKeys: readonly [SecretKey, ...SecretKey[]];
  /** Whose roles demand a second step at sign-in. */
  readonly requireMfa: MfaRequirement;
  /** Set for the bootstrap administrator `admin`, whose account is made with it if there is none. */
  readonly adminPassword: string | null;
  /** Where people sign in from, in order: the database, the directory. */
  readonly authBackends: readonly AuthBackend[];
  /** Null: no directory is asked. */
  readonly ldap: LdapConfig | null;
  readonly billingTimeZone: string;
  readonly clusterTimeZone: string;
  readonly paymentTermsDays: number;
  /** Null: no tax on documents. `rateMicros` 70000 is 7 %. */
  readonly tax: { readonly label: string; readonly rateMicros: bigint } | null;
  readonly seller: Seller;
  readonly maxUploadBytes: number;
  readonly maxConnections: number;
  /** What a program that collects figures has to show; null: in production they are given to nobody, else to everybody. */
  readonly metricsToken: string | null;
  /** How many runs under way have series of their own, those that began first. */
  readonly metricsMaxJobs: number;
  /** For how long the program says that it is not ready before it stops taking calls. */
  readonly drainSeconds: number;
  /** The clusters whose accounting is pulled, and where from; none: it comes by upload only. */
  readonly sources: readonly ClusterConfig[];
  /** How often a cluster with a slurmrestd is looked at; 0: never. */
  readonly liveSyncSeconds: number;
  readonly rateLimits: RateLimits;
  readonly samples: SamplesConfig;
  /** Origins whose pages may read answers; none: only this one's. */
  readonly corsOrigins: readonly string[];
}

/** Names every fault of the environment at once, and never a value. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(`the configuration has ${faults.length} fault(s):\n${faults.map((fault) => `  - ${fault}`).join("\n")}`);
    this.faults = faults;
  }
}

/**
 * Checks the whole environment.
 *
 * @throws {ConfigError} naming each variable that is missing or malformed.
 */
export function readConfig(env: Env): Config {
  const production = env.APP_ENV === "production";
  const read = new Reader(production ? env : { ...DEMO_SELLER, ...env });
  const environment = read.oneOf("APP_ENV", ["development", "production", "test"], "development");
  const databaseUrl = read.databaseUrl(production);
  const billingTimeZone = read.timeZone("BILLING_TIMEZONE", "Asia/Bangkok");
  const authBackends = read.authBackends();
  const config: Config = {
    environment,
    databaseUrl,
    dataDir: read.text("PURSER_DATA_DIR", ".purser"),
    host: read.text("HOST", production ? "0.0.0.0" : "127.0.0.1"),
    port: read.integer("PORT", 8000, { min: 0, max: 65_535 }),
    trustProxy: read.trustProxy(),
    logLevel: read.oneOf("LOG_LEVEL", ["trace", "debug", "info", "warn", "error", "silent"], "info"),
    jwtKeys: read.keys("JWT_KEYS", production),
    auditKeys: read.keys("AUDIT_KEYS", production),
    auditAnonymizeIp: read.oneOf("AUDIT_ANONYMIZE_IP", ["yes", "no"], "yes") === "yes",
    auditStoreRawUa: read.oneOf("AUDIT_STORE_RAW_UA", ["yes", "no"], "no") === "yes",
    secretsKeys: read.keys("SECRETS_KEYS", production),
    requireMfa: readMfaRequirement(read),
    adminPassword: read.adminPassword(production),
    authBackends,
    ldap: authBackends.includes("ldap") ? readLdapConfig(read, production) : null,
    billingTimeZone,
    clusterTimeZone: read.timeZone("CLUSTER_TIMEZONE", billingTimeZone),
    paymentTermsDays: read.integer("PAYMENT_TERMS_DAYS", 30, { min: 0, max: 365 }),
    tax: read.tax(),
    seller: readSeller(read),
    maxUploadBytes: read.integer("MAX_UPLOAD_BYTES", 4 * 1024 ** 3, { min: 1024, max: 2 ** 40 }),
    maxConnections: read.integer("DATABASE_POOL", 10, { min: 2, max: 200 }),
    metricsToken: read.metricsToken(production),
    metricsMaxJobs: read.integer("METRICS_MAX_JOBS", 1_000, { min: 0, max: 100_000 }),
    drainSeconds: read.integer("DRAIN_SECONDS", production ? 5 : 0, { min: 0, max: 300 }),
    sources: readSourcesConfig(read),
    liveSyncSeconds: read.integer("LIVE_SYNC_SECONDS", 30, { min: 0, max: 86_400 }),
    rateLimits: read.rateLimits(environment),
    samples: readSamplesConfig(read),
    corsOrigins: read.origins(),
  };
  if (read.faults.length > 0) throw new ConfigError(read.faults);
  return config;
}

/** Who issues documents where nobody has said so; production asks. */
const DEMO_SELLER: Env = {
  SELLER_NAME: "Purser HPC Centre",
  SELLER_NAME_TH: "ศูนย์คอมพิวเตอร์สมรรถนะสูง เพอร์เซอร์",
  SELLER_ADDRESS: "999 Phutthamonthon 4 Road|Salaya, Phutthamonthon|Nakhon Pathom 73170",
  SELLER_ADDRESS_TH: "999 ถนนพุทธมณฑลสาย 4|ตำบลศาลายา อำเภอพุทธมณฑล|จังหวัดนครปฐม 73170",
  SELLER_TAX_ID: "0994000158378",
  SELLER_EMAIL: "billing@example.org",
  SELLER_PHONE: "02 000 0000",
  SELLER_BANK_NAME: "Siam Demo Bank",
  SELLER_BANK_ACCOUNT: "000-0-00000-0",
  SELLER_BANK_ACCOUNT_NAME: "Purser HPC Centre",
};

class Reader extends EnvironmentReader {
  databaseUrl(production: boolean): string | null {
    const url = this.optional("DATABASE_URL");
    const embedded = this.oneOf("EMBEDDED_DATABASE", ["yes", "no"], production ? "no" : "yes") === "yes";
    if (url === null && !embedded) {
      this.faults.push("DATABASE_URL is missing (EMBEDDED_DATABASE=yes asks for the embedded database by name)");
    }
    if (url !== null && !/^postgres(ql)?:\/\//.test(url))
      this.faults.push("DATABASE_URL must begin with postgres:// or postgresql://");
    // Without a password the server knows us by a certificate, a file or the socket.
    const password = url !== null && URL.canParse(url) ? passwordIn(new URL(url)) : "";
    if (production && password !== "" && isWeakSecret(password, PASSWORD))
      this.faults.push(`DATABASE_URL: the password is too weak (at least ${PASSWORD.length} characters)`);
    return url;
  }

  trustProxy(): boolean | string {
    const text = this.optional("TRUST_PROXY");
    if (text === null || text === "no") return false;
    const addresses = text.split(",").map((part) => part.trim().split("/")[0] ?? "");
    if (!addresses.every((address) => isIP(address) !== 0)) {
      this.faults.push("TRUST_PROXY must be `no` or addresses of proxies, separated by commas");
    }
    return text;
  }

  /** `id=secret,older=secret`: the first key signs, all of them verify. */
  keys(name: string, production: boolean): readonly [SecretKey, ...SecretKey[]] {
    const text = this.optional(name);
    const keys = (text ?? "")
      .split(",")
      .filter((part) => part !== "")
      .map((part) => this.#key(name, part, production));
    const [first, ...rest] = keys;
    if (first === undefined)
      this.faults.push(`${name} is missing: id=secret, at least ${KEY.length} characters of secret`);
    if (new Set(keys.map((key) => key.id)).size !== keys.length) this.faults.push(`${name} names one id twice`);
    return [first ?? { id: "none", secret: "" }, ...rest];
  }

  #key(name: string, part: string, production: boolean): SecretKey {
    const [, id = "", secret = ""] = /^([A-Za-z0-9_-]{1,32})=(.*)$/.exec(part.trim()) ?? [];
    if (id === "") this.faults.push(`${name} must be id=secret, keys separated by commas`);
    else if (secret.length < KEY.length || (production && isWeakSecret(secret, KEY))) {
      this.faults.push(`${name}: the secret of ${id} is too weak (at least ${KEY.length} varied characters)`);
    }
    return { id, secret };
  }

  adminPassword(production: boolean): string | null {
    const password = this.optional("ADMIN_PASSWORD");
    if (password !== null && production && isWeakSecret(password, PASSWORD)) {
      this.faults.push(`ADMIN_PASSWORD is too weak (at least ${PASSWORD.length} characters)`);
    }
    return password;
  }

  metricsToken(production: boolean): string | null {
    const token = this.optional("METRICS_TOKEN");
    if (token !== null && (/[^\x21-\x7e]/.test(token) || (production && isWeakSecret(token, KEY))))
      this.faults.push(`METRICS_TOKEN is too weak (at least ${KEY.length} varied characters, without blanks)`);
    return token;
  }

  authBackends(): readonly AuthBackend[] {
    const names = this.text("AUTH_BACKENDS", "local")
      .split(",")
      .map((name) => name.trim());
    const known = names.filter((name) => name === "local" || name === "ldap");
    if (known.length < names.length || new Set(names).size < names.length)
      this.faults.push("AUTH_BACKENDS must be local, ldap or both, each once, separated by a comma");
    return known;
  }

  /** Tests call as fast as they can, so that only those of the limits have any. */
  rateLimits(environment: Environment): RateLimits {
    const limit = (name: string, fallback: number) =>
      this.integer(name, environment === "test" ? 0 : fallback, { min: 0, max: 1_000_000_000 });
    return {
      perCaller: limit("RATE_LIMIT_PER_MINUTE", 1_200),
      expensivePerCaller: limit("RATE_LIMIT_EXPENSIVE_PER_MINUTE", 120),
      perAddress: limit("RATE_LIMIT_ADDRESS_PER_MINUTE", 12_000),
      signInsPerAddress: limit("RATE_LIMIT_SIGN_IN_PER_MINUTE", 60),
    };
  }

  origins(): readonly string[] {
    const origins = this.list("CORS_ORIGINS", ",");
    const isOrigin = (text: string) => /^https?:/.test(text) && URL.canParse(text) && new URL(text).origin === text;
    if (!origins.every(isOrigin)) {
      this.faults.push("CORS_ORIGINS must be origins such as https://portal.example.org, separated by commas");
    }
    return origins;
  }

  tax(): Config["tax"] {
    const rate = this.text("TAX_RATE_PERCENT", "7");
    const micros = parseMicros(rate);
    if (micros === undefined || micros < 0n || micros > 100_000_000n || micros % 100n !== 0n) {
      this.faults.push("TAX_RATE_PERCENT must be a decimal from 0 to 100 with at most four digits");
      return null;
    }
    return micros === 0n ? null : { label: this.text("TAX_LABEL", "VAT"), rateMicros: micros / 100n };
  }
}

function passwordIn(url: URL): string {
  const given = url.searchParams.get("password") ?? url.password;
  try {
    return decodeURIComponent(given);
  } catch {
    return given;
  }
}
