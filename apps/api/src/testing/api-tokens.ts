import { sql } from "kysely";
import { createOwnApiToken, createServiceToken, type ServiceTokenWish } from "../domains/identity/create-api-token.ts";
import { systemContext } from "../platform/context.ts";
import { type ContractApp, startContractApp } from "./contract-app.ts";
import { type SignedIn, signInAs } from "./tokens.ts";

/** An API token to call with. */
export interface TestToken {
  readonly id: string;
  readonly name: string;
  readonly text: string;
  readonly headers: { readonly authorization: string };
}

export interface ApiTokenApp extends AsyncDisposable {
  readonly app: ContractApp;
  readonly clock: { now: number };
  /** Makes a service with a name of its own. */
  readonly service: (change?: Partial<ServiceTokenWish>) => Promise<TestToken>;
  /** Makes somebody with a name of their own. */
  readonly person: (role: "user" | "finance") => Promise<SignedIn>;
  /** Makes a token of theirs. */
  readonly own: (person: SignedIn, scopes?: readonly string[]) => Promise<TestToken>;
  /** The status of a call, and the code where it is refused. */
  readonly statusOf: (headers: Record<string, string>, url?: string, from?: string) => Promise<[number, string | null]>;
  /** What the audit log has of one action on one subject. */
  readonly events: (action: string, subject: string) => Promise<AuditedUse[]>;
  readonly execute: (statement: ReturnType<typeof sql>) => Promise<unknown>;
}

export interface AuditedUse {
  readonly actor_name: string;
  readonly actor_id: string | null;
  readonly api_token_id: string | null;
  readonly address: string | null;
  readonly operation: string | null;
  readonly detail: object;
  readonly request_id: string | null;
}

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

/** The whole program with a clock to set, and API tokens to be made for the asking. */
export async function startApiTokenApp(start: number): Promise<ApiTokenApp> {
  const clock = { now: start };
  const app = await startContractApp({ now: () => new Date(clock.now) });
  const ctx = systemContext(app.ctx);
  const wish = { name: "sync", scopes: ["runs:read"], days: 30, allowedAddresses: [] };
  let names = 0;
  return {
    app,
    clock,
    service: async (change = {}) => {
      names += 1;
      const asked = { ...wish, name: `service-${names}`, role: "center_admin" as const, slurmUsers: [], ...change };
      const { text, token } = await createServiceToken(ctx, asked);
      return { id: token.id, name: token.name, text, headers: bearer(text) };
    },
    person: async (role) => {
      names += 1;
      return await signInAs(app.ctx, role, { username: `person-${names}`, slurmUsers: [`slurm-${names}`] });
    },
    own: async ({ actor }, scopes = ["runs:read"]) => {
      const { text, token } = await createOwnApiToken({ ...ctx, actor }, { ...wish, scopes });
      return { id: token.id, name: token.name, text, headers: bearer(text) };
    },
    statusOf: async (headers, url = "/api/v1/runs", remoteAddress = "127.0.0.1") => {
      const answer = await app.inject({ url, headers, remoteAddress });
      return [answer.statusCode, answer.statusCode === 200 ? null : answer.json().error.code];
    },
    events: async (action, subject) => {
      const { rows } = await sql<AuditedUse>`
        select actor_name, actor_id, api_token_id, address, operation, detail, request_id from audit.record
        where action = ${action} and subject = ${subject} order by id`.execute(app.ctx.db);
      return rows;
    },
    execute: async (statement) => await statement.execute(app.ctx.db),
    [Symbol.asyncDispose]: async () => await app[Symbol.asyncDispose](),
  };
}
