import { once } from "node:events";
import { Worker } from "node:worker_threads";

export interface Load {
  readonly port: number;
  /** Asked for in turn. */
  readonly paths: readonly string[];
  readonly authorization: string;
  readonly connections: number;
  readonly seconds: number;
}

/**
 * Asks again as soon as an answer is there, on every connection, from a thread of its own with next to no work per
 * answer: what is measured is the server. Returns the answers per second; anything but a 200 fails the bench.
 */
export async function answersPerSecond(load: Load): Promise<number> {
  const worker = new Worker(new URL("./http-load-client.mjs", import.meta.url), { workerData: load, execArgv: [] });
  try {
    const [rate] = await once(worker, "message");
    return Number(rate);
  } finally {
    await worker.terminate();
  }
}
