import type { PushedRun } from "@purser/contract/schemas";
import type { LightMyRequestResponse } from "fastify";
import type { ContractApp } from "./contract-app.ts";
import type { SignedIn } from "./tokens.ts";

/** What `sacctRun` of `usage-api.ts` says, as an integrator tells it. */
export function pushedRun(jobId: number, change: Readonly<Record<string, unknown>> = {}): PushedRun {
  return {
    job_id: jobId,
    name: "job",
    user: "somchai",
    account: "physics",
    partition: "cpu",
    qos: "normal",
    state: "COMPLETED",
    exit_code: 0,
    exit_signal: 0,
    submitted_at: "2026-03-01T01:00:00Z",
    eligible_at: "2026-03-01T01:00:00Z",
    started_at: "2026-03-01T01:00:00Z",
    ended_at: "2026-03-01T02:00:00Z",
    allocated: { cpus: 2, memory_bytes: 1_073_741_824, nodes: 1, other: { billing: 2 } },
    ...change,
  };
}

interface Push {
  readonly as?: Pick<SignedIn, "headers">;
  readonly key?: string;
  readonly cluster?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Pushes records, as finance unless the test says who. */
export async function push(
  app: ContractApp,
  runs: readonly unknown[],
  { as = app.as.finance, key, cluster = "lotus", headers = {} }: Push = {},
): Promise<LightMyRequestResponse> {
  const idempotency = key === undefined ? {} : { "idempotency-key": key };
  return await app.inject({
    method: "POST",
    url: "/api/v1/usage/runs",
    headers: { ...as.headers, ...idempotency, ...headers },
    payload: { cluster, source_name: "exporter", runs },
  });
}
