import { once } from "node:events";
import { Worker } from "node:worker_threads";

export interface EventLoad {
  readonly port: number;
  readonly path: string;
  readonly authorization: string;
  readonly connections: number;
  readonly seconds: number;
  /** Each call is of a job of its own, counted from this one. */
  readonly firstJob: number;
}

/**
 * Tells of another start as soon as one is answered, on every connection, from a thread of its own. Returns the answers
 * per second; anything but a 200 fails the bench.
 */
export async function eventsPerSecond(load: EventLoad): Promise<number> {
  const worker = new Worker(new URL("./event-load-client.mjs", import.meta.url), { workerData: load, execArgv: [] });
  try {
    const [rate] = await once(worker, "message");
    return Number(rate);
  } finally {
    await worker.terminate();
  }
}
