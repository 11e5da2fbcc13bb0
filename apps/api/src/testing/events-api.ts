import type { LightMyRequestResponse } from "fastify";
import { createServiceToken } from "../domains/identity/create-api-token.ts";
import type { EventsContext } from "../domains/jobs/apply-events.ts";
import { EventNames } from "../domains/jobs/event-names.ts";
import { runParker } from "../domains/rating/run-parker.ts";
import { systemContext } from "../platform/context.ts";
import { type ContractApp, startContractApp } from "./contract-app.ts";

type Body = Readonly<Record<string, unknown>>;

export interface EventsApp extends AsyncDisposable {
  readonly app: ContractApp;
  /** What events are applied with, without HTTP. */
  readonly ctx: EventsContext;
  /** The headers of a service that may tell events. */
  readonly headers: { readonly authorization: string };
  /** Tells an event; what is not said is that of one run on two nodes. */
  readonly start: (body?: Body, headers?: Record<string, string>) => Promise<LightMyRequestResponse>;
  readonly finish: (body?: Body, headers?: Record<string, string>) => Promise<LightMyRequestResponse>;
  /** The run as the live service knows it. */
  readonly job: (runId: string) => Promise<Record<string, unknown>>;
  /** Its history, the first change first. */
  readonly history: (runId: string) => Promise<Record<string, unknown>[]>;
  /** What must never be; a test ends with none of it. */
  readonly violations: () => Promise<unknown[]>;
}

/** The whole program and a service that tells it of runs. */
export async function startEventsApp(options: Parameters<typeof startContractApp>[0] = {}): Promise<EventsApp> {
  const app = await startContractApp(options);
  const wish = { name: "nodes", scopes: ["events:write", "jobs:read"], days: 30, allowedAddresses: [] };
  const service = { ...wish, role: "center_admin" as const, slurmUsers: [] };
  const { text } = await createServiceToken(systemContext(app.ctx), service);
  const headers = { authorization: `Bearer ${text}` };
  const tell =
    (event: string, base: Body) =>
    async (body: Body = {}, more: Record<string, string> = {}) =>
      await app.inject({
        method: "POST",
        url: `/api/v1/events/${event}`,
        headers: { ...headers, ...more },
        payload: { ...base, ...body },
      });
  const auditor = app.as.auditor.headers;
  return {
    app,
    ctx: { ...app.ctx, parker: runParker, names: new EventNames() },
    headers,
    start: tell("job-started", {
      ...{ cluster: "lotus", job_id: 42, user: "akara", node_list: ["c[1-2]"], timestamp: "2026-11-20T10:00:00Z" },
      ...{ cpu_allocation: 8, memory_allocation_mb: 16_384, gpu_allocation: 2, partition: "gpu", account: "physics" },
    }),
    finish: tell("job-finished", { cluster: "lotus", job_id: 42, timestamp: "2026-11-20T11:00:00Z" }),
    job: async (runId) => (await app.inject({ url: `/api/v1/jobs/${runId}`, headers: auditor })).json(),
    history: async (runId) =>
      (await app.inject({ url: `/api/v1/jobs/${runId}/history?limit=500`, headers: auditor })).json().data.reverse(),
    violations: async () => (await app.ctx.db.pool.query("select * from platform.check_invariants()")).rows,
    [Symbol.asyncDispose]: async () => await app[Symbol.asyncDispose](),
  };
}
