import type { Config } from "../config.ts";
import { syncCluster } from "../domains/inventory/sync-cluster.ts";
import { systemContext } from "../platform/context.ts";
import { type EventsApp, startEventsApp } from "./events-api.ts";
import { examplePicture, examplePicturedNode, exampleQueuedJob, ScriptedLook } from "./example-picture.ts";

/** What somebody may call a thing who wants series of his own. */
export const BOMB = 'x"} 1\nhpc_evil{a="\\';

/** A centre with a figure of every kind: nodes, a queue, and whatever runs a test starts. */
export interface FiguresWorld extends AsyncDisposable {
  readonly events: EventsApp;
  /** Tells that a job of one user began so many seconds ago on `c1` and `c2`; gives its run. */
  readonly start: (jobId: number, secondsAgo: number, told?: Readonly<Record<string, unknown>>) => Promise<string>;
  /** Tells what a run uses on a node at this moment. */
  readonly sample: (runId: string, node: string, told?: Readonly<Record<string, unknown>>) => Promise<void>;
  readonly scrape: () => Promise<string>;
}

export async function startFiguresWorld(config: Partial<Config> = {}): Promise<FiguresWorld> {
  const events = await startEventsApp({ config });
  const { app } = events;
  const look = new ScriptedLook();
  const nodes = [
    examplePicturedNode({ name: "c1", allocated_cpus: 3, gpus: 2, allocated_gpus: 1 }),
    examplePicturedNode({ name: BOMB, state: "down", allocated_cpus: null, load_hundredths: null }),
  ];
  const queuedJobs = [
    exampleQueuedJob({ job_id: 1, user: "canary-user", tasks: 3 }),
    exampleQueuedJob({ job_id: 2, reason: BOMB, partitions: ["cpu", "gpu"] }),
  ];
  look.answer = { picture: examplePicture({ nodes, queuedJobs }) };
  const cluster = { cluster: "lotus", timeZone: null, sources: [look] };
  await syncCluster(systemContext(app.ctx), cluster, 0, new AbortController().signal);
  // As if its accounting had been pulled a minute ago.
  await app.ctx.db.pool.query(
    "insert into usage.watermark (cluster, read_until, pulled_at) values ('lotus', now() - interval '1 minute', now())",
  );
  return {
    events,
    start: async (jobId, secondsAgo, told = {}) => {
      const timestamp = new Date(Date.now() - secondsAgo * 1_000).toISOString();
      const answer = await events.start({ job_id: jobId, timestamp, submit_time: timestamp, ...told });
      return answer.json().run_id;
    },
    sample: async (runId, node, told = {}) => {
      const values = { cpu_percent: 12.5, memory_mib: 1_024, source: "push", ...told };
      const timestamp = new Date(Date.now() - 1_000).toISOString();
      const payload = { samples: [{ run_id: runId, node, timestamp, ...values }] };
      const headers = app.as.center_admin.headers;
      const answer = await app.inject({ method: "POST", url: "/api/v1/samples", headers, payload });
      const [{ status, message }] = answer.json().results;
      if (status !== "stored") throw new Error(`the sample was not stored: ${message}`);
    },
    scrape: async () => (await app.inject({ url: "/metrics" })).body,
    [Symbol.asyncDispose]: async () => await events[Symbol.asyncDispose](),
  };
}

/** The figure of a series, as it is written; undefined where there is none. */
export function figureOf(text: string, series: string): string | undefined {
  const line = text.split("\n").find((each) => each.startsWith(`${series} `));
  return line?.slice(series.length + 1);
}

/** The series of a family, without their figures. */
export function seriesOf(text: string, family: string): string[] {
  return text
    .split("\n")
    .filter((line) => line.startsWith(`${family}{`) || line.startsWith(`${family} `))
    .map((line) => line.slice(0, line.lastIndexOf(" ")));
}
