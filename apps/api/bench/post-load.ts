import { once } from "node:events";
import { Worker } from "node:worker_threads";

export interface PostLoad {
  readonly port: number;
  readonly path: string;
  readonly type: string;
  readonly authorization: string;
  readonly connections: number;
  /** Each is sent once. */
  readonly bodies: readonly string[];
}

/** Sends every body, the next on each connection as soon as the last is answered, from a thread of its own. Seconds until all are answered. */
export async function secondsToPost(load: PostLoad): Promise<number> {
  const worker = new Worker(new URL("./post-load-client.mjs", import.meta.url), { workerData: load, execArgv: [] });
  try {
    const [milliseconds] = await once(worker, "message");
    return Number(milliseconds) / 1000;
  } finally {
    await worker.terminate();
  }
}
