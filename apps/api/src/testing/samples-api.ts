import type { PushedSample } from "@purser/contract/schemas";
import type { LightMyRequestResponse } from "fastify";
import type { Config } from "../config.ts";
import { type ContractApp, startContractApp } from "./contract-app.ts";
import { push, pushedRun } from "./push-api.ts";
import { signInAs } from "./tokens.ts";

export interface SamplesApp extends AsyncDisposable {
  readonly app: ContractApp;
  /** Milliseconds since 1970; tests set it. */
  readonly clock: { now: number };
  /** Stores a run of cluster `lotus` that is under way, or as the change says; gives its id. */
  readonly run: (jobId: number, change?: Readonly<Record<string, unknown>>) => Promise<string>;
  /** Pushes samples as JSON, as whoever may. */
  readonly send: (
    samples: readonly unknown[],
    headers?: Readonly<Record<string, string>>,
  ) => Promise<LightMyRequestResponse>;
  /** Pushes a text as NDJSON. */
  readonly sendLines: (text: string) => Promise<LightMyRequestResponse>;
  /** What a run used over time. */
  readonly metrics: (runId: string, query?: Readonly<Record<string, string>>) => Promise<LightMyRequestResponse>;
  /** The summary of a run's samples. */
  readonly summary: (runId: string) => Promise<Record<string, number | null>>;
}

/** When runs of these tests begin. */
export const STARTED = Date.parse("2026-11-21T08:00:00Z");

/** The whole program at noon of a day on which runs began at eight. */
export async function startSamplesApp(config: Partial<Config> = {}): Promise<SamplesApp> {
  const clock = { now: STARTED + 4 * 3_600_000 };
  const app = await startContractApp({ now: () => new Date(clock.now), config });
  let admin = { since: clock.now, headers: app.as.center_admin.headers };
  const asAdmin = async () => {
    if (clock.now - admin.since < 600_000) return admin.headers;
    // What they signed in with has expired by the clock that the test has set.
    const { headers } = await signInAs(app.ctx, "center_admin", { username: `admin-${clock.now}` });
    admin = { since: clock.now, headers };
    return headers;
  };
  const url = "/api/v1/samples";
  const call = async (address: string) => await app.inject({ url: address, headers: await asAdmin() });
  return {
    app,
    clock,
    run: async (jobId, change = {}) => {
      const at = new Date(STARTED).toISOString();
      const times = {
        submitted_at: at,
        eligible_at: at,
        started_at: at,
        ended_at: null,
        exit_code: null,
        exit_signal: null,
      };
      const record = pushedRun(jobId, { state: "RUNNING", ...times, ...change });
      return (await push(app, [record])).json().results[0].run_id;
    },
    send: async (samples, more = {}) =>
      await app.inject({ method: "POST", url, headers: { ...(await asAdmin()), ...more }, payload: { samples } }),
    sendLines: async (payload) =>
      await app.inject({
        method: "POST",
        url,
        headers: { ...(await asAdmin()), "content-type": "application/x-ndjson" },
        payload,
      }),
    metrics: async (runId, query = {}) =>
      await call(`/api/v1/jobs/${runId}/metrics?${new URLSearchParams(query).toString()}`),
    summary: async (runId) => (await call(`/api/v1/runs/${runId}`)).json().samples,
    [Symbol.asyncDispose]: async () => await app[Symbol.asyncDispose](),
  };
}

/** A sample so many seconds after runs begin. */
export function sampleAt(runId: string, seconds: number, change: Partial<PushedSample> = {}): PushedSample {
  const timestamp = new Date(STARTED + seconds * 1000).toISOString();
  return { run_id: runId, node: "c1", timestamp, cpu_percent: 50, memory_mib: 1024.5, ...change };
}
