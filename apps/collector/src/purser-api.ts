import { readFile } from "node:fs/promises";
import type { LiveRun } from "./live-run.ts";
import { reasonOf } from "./log.ts";

/** How a call ended. `later`: the same call may succeed another time. `refused`: it never will. */
export type Answer<T> =
  | { readonly kind: "given"; readonly value: T }
  | { readonly kind: "later"; readonly why: string }
  | { readonly kind: "refused"; readonly why: string };

/** A sample that Purser did not take, and why. */
export interface RejectedSample {
  readonly index: number;
  readonly code: string;
}

export interface PurserAddress {
  readonly url: string;
  readonly tokenFile: string;
  readonly cluster: string;
  readonly node: string;
}

const CALL_MS = 10_000;
/** Of 500 runs each: more than any node can run at once. */
const MOST_PAGES = 20;
const MOST_ANSWER_BYTES = 8 * 1024 * 1024;
/** Nothing is wrong with what was sent: a token has run out, or Purser is busy. Somebody or time will mend it. */
const PASSING = [401, 403, 408, 425, 429];

/** Purser's API, as far as a node needs it. The token is read for each call, so that it can be changed under way. */
export class PurserApi {
  readonly #address: PurserAddress;

  constructor(address: PurserAddress) {
    this.#address = address;
  }

  /** The runs that are under way on this node. */
  async listRuns(): Promise<Answer<LiveRun[]>> {
    const { cluster, node } = this.#address;
    const runs: LiveRun[] = [];
    let cursor: unknown = "";
    for (let page = 1; page <= MOST_PAGES && typeof cursor === "string"; page += 1) {
      const query = new URLSearchParams({ cluster, node, limit: "500", ...(cursor === "" ? {} : { cursor }) });
      const answer = await this.#call(`/api/v1/live/node-runs?${query}`, null);
      if (answer.kind !== "given") return answer;
      runs.push(...liveRunsIn(answer.value));
      cursor = at(answer.value, "next_cursor");
    }
    return { kind: "given", value: runs };
  }

  /** @param body samples as JSON */
  async sendSamples(body: string): Promise<Answer<RejectedSample[]>> {
    const answer = await this.#call("/api/v1/samples", body);
    return answer.kind === "given" ? { kind: "given", value: rejectedIn(answer.value) } : answer;
  }

  async #call(path: string, body: string | null): Promise<Answer<unknown>> {
    try {
      const token = (await readFile(this.#address.tokenFile, "utf8")).trim();
      const response = await fetch(`${this.#address.url}${path}`, {
        method: body === null ? "GET" : "POST",
        headers: {
          authorization: `Bearer ${token}`,
          "x-source": "purser-collector",
          ...(body === null ? {} : { "content-type": "application/json" }),
        },
        body,
        // A token is for one address only.
        redirect: "error",
        signal: AbortSignal.timeout(CALL_MS),
      });
      const text = await boundedText(response);
      if (response.ok) return { kind: "given", value: JSON.parse(text) };
      const why = `${response.status} ${codeIn(text)}`.trim();
      return { kind: isPassing(response.status) ? "later" : "refused", why };
    } catch (error) {
      return { kind: "later", why: reasonOf(error) };
    }
  }
}

const isPassing = (status: number) => status >= 500 || status < 400 || PASSING.includes(status);

async function boundedText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MOST_ANSWER_BYTES) throw new Error("the answer is too long");
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** The code of an error, where Purser itself gave one. */
function codeIn(text: string): string {
  try {
    const code = at(at(JSON.parse(text), "error"), "code");
    return typeof code === "string" && /^[A-Z_]{1,60}$/.test(code) ? code : "";
  } catch {
    return "";
  }
}

function liveRunsIn(answer: unknown): LiveRun[] {
  return listAt(answer, "data").flatMap((told): LiveRun[] => {
    const [runId, jobId, path] = [at(told, "run_id"), at(told, "job_id"), at(told, "cgroup_path")];
    if (typeof runId !== "string" || typeof jobId !== "number" || !Number.isSafeInteger(jobId)) return [];
    const cpus = at(told, "allocated_cpus");
    return [
      {
        runId,
        jobId,
        cpus: typeof cpus === "number" ? cpus : 0,
        nodes: listAt(told, "nodes").length,
        gpuDevices: listAt(told, "gpu_devices").map(String),
        cgroupPath: typeof path === "string" ? path : null,
      },
    ];
  });
}

function rejectedIn(answer: unknown): RejectedSample[] {
  return listAt(answer, "results").flatMap((result) => {
    if (at(result, "status") !== "rejected") return [];
    return [{ index: Number(at(result, "index")), code: String(at(result, "code")) }];
  });
}

function at(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}

function listAt(value: unknown, key: string): unknown[] {
  const found = at(value, key);
  return Array.isArray(found) ? found : [];
}
