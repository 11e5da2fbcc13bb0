import { Writable } from "node:stream";
import type { InjectOptions, LightMyRequestResponse } from "fastify";
import { buildApp } from "../app.ts";
import { type Config, readConfig } from "../config.ts";
import type { Role } from "../domains/identity/core/permissions.ts";
import type { ClusterSources } from "../domains/usage/cluster-sources.ts";
import type { AppContext } from "../platform/context.ts";
import type { Server } from "../platform/http-server.ts";
import { createLog } from "../platform/log.ts";
import { PdfPool } from "../platform/pdf/pdf-pool.ts";
import { checkAnswer } from "./contract-check.ts";
import { createTestDatabase, type TestDatabase } from "./database.ts";
import { type SignedIn, signInAsEach } from "./tokens.ts";

export interface ContractApp extends AsyncDisposable {
  readonly server: Server;
  readonly ctx: AppContext & { readonly pdf: PdfPool };
  readonly database: TestDatabase;
  /** Someone of each role; `inject({ headers: as.finance.headers, ... })`. */
  readonly as: Readonly<Record<Role, SignedIn>>;
  /** Every line that was logged, parsed. */
  readonly logged: readonly Readonly<Record<string, unknown>>[];
  /** Calls the API; throws where the answer is not what the contract says, or where it is a fault of ours. */
  readonly inject: (options: InjectOptions & { readonly url: string }) => Promise<LightMyRequestResponse>;
}

export interface ContractAppOptions {
  readonly now?: () => Date;
  readonly config?: Partial<Config>;
  readonly sources?: readonly ClusterSources[];
}

/** The whole program on a database of its own, for one test file: build it in `beforeAll`, dispose of it in `afterAll`. */
export async function startContractApp({
  now = () => new Date(),
  config = {},
  sources = [],
}: ContractAppOptions = {}): Promise<ContractApp> {
  const database = await createTestDatabase();
  const logged: Record<string, unknown>[] = [];
  const log = createLog({ level: "info", destination: collector(logged) });
  const pdf = new PdfPool();
  const ctx = { db: database.db, config: { ...testConfig(database.url), ...config }, log, now, pdf };
  const as = await signInAsEach(ctx);
  const server = await buildApp({ ctx, version: "0.0.0-test", sources });
  await server.ready();
  return {
    server,
    ctx,
    database,
    as,
    logged,
    inject: async (options) => {
      const response = await server.inject(options);
      assertNoFault(response, logged);
      const { statusCode: status, headers, body } = response;
      checkAnswer({ method: options.method?.toUpperCase() ?? "GET", url: options.url, status, headers, body });
      return response;
    },
    async [Symbol.asyncDispose]() {
      await server.close();
      await pdf[Symbol.asyncDispose]();
      await database.drop();
    },
  };
}

/** The configuration of tests: keys of their own, the rest as it is by default. */
export function testConfig(databaseUrl: string): Config {
  return readConfig({
    APP_ENV: "test",
    DATABASE_URL: databaseUrl,
    JWT_KEYS: "test=jwt-key-of-the-tests-0123456789abcdef",
    AUDIT_KEYS: "test=audit-key-of-the-tests-0123456789abcdef",
    SECRETS_KEYS: "test=secrets-key-of-the-tests-0123456789abcd",
    TAX_RATE_PERCENT: "7",
  });
}

/** A 500 is documented for every operation and yet always a bug: what was logged says which. */
function assertNoFault(response: LightMyRequestResponse, logged: readonly Record<string, unknown>[]): void {
  if (response.statusCode !== 500) return;
  const last = logged.findLast((line) => line.err !== undefined);
  throw new Error(`the program failed: ${JSON.stringify(last?.err ?? response.body)}`);
}

function collector(lines: Record<string, unknown>[]): Writable {
  return new Writable({
    write(chunk: Buffer, _encoding, done) {
      for (const line of chunk.toString().split("\n")) if (line !== "") lines.push(JSON.parse(line));
      done();
    },
  });
}
