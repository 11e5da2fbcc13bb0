import type { NodePicture, PartitionPicture, QueuedJobPicture } from "../../domains/inventory/core/cluster-picture.ts";
import type { LiveAnswer, LiveSource } from "../../domains/inventory/core/live-source.ts";
import { judgeEnvelope } from "../../domains/usage/core/accounting-envelope.ts";
import { IngestError } from "../../domains/usage/core/errors.ts";
import { type FrameSink, JsonFramer } from "../../domains/usage/core/json-framer.ts";
import { type JsonObject, memberOf } from "../../domains/usage/core/json-values.ts";
import { FieldFault } from "../../domains/usage/core/reject.ts";
import { SourceError } from "../../domains/usage/core/source-error.ts";
import { type LiveApi, newestLiveApi } from "./live-api.ts";
import { type LiveThing, liftLive } from "./live-lifts.ts";
import { isQueued, readNode, readPartition, readQueuedJob } from "./live-records.ts";
import {
  SLURMRESTD_LIMITS,
  SlurmrestdClient,
  type SlurmrestdLimits,
  type SlurmrestdSettings,
} from "./slurmrestd-client.ts";
import { releaseOf } from "./slurmrestd-source.ts";

/** A picture that takes longer is none: the next one is asked for half a minute later. */
export const LIVE_LIMITS: SlurmrestdLimits = {
  ...SLURMRESTD_LIMITS,
  headersTimeoutMs: 20_000,
  bodyTimeoutMs: 10_000,
  totalTimeoutMs: 30_000,
  maxAnswerBytes: 1024 ** 3,
};

/** Ten thousand nodes are 20 MB. */
const LIST_BYTES = 128 * 1024 ** 2;
const MOST_JOBS = 100_000;
/** A job in slurmctld is about 6 kB. */
const FRAME = { maxElementBytes: 1024 ** 2, maxDepth: 64 };

/** A running cluster, looked at through its REST daemon. Jobs are taken one at a time, as their list is the longest. */
export class SlurmrestdLive implements LiveSource {
  readonly #client: SlurmrestdClient<LiveApi>;
  readonly #cluster: string | null;

  /** @throws {SourceError} for settings that cannot be. */
  constructor(settings: SlurmrestdSettings, now: () => Date) {
    this.#client = new SlurmrestdClient(settings, now, newestLiveApi);
    this.#cluster = settings.cluster?.toLowerCase() ?? null; // as Slurm keeps names
  }

  async look(signal: AbortSignal): Promise<LiveAnswer> {
    try {
      return { picture: await this.#client.withApi(signal, async (api) => await this.#picture(api, signal)) };
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof SourceError) return { failure: { code: error.code, facts: { ...error.facts } } };
      if (error instanceof IngestError) return { failure: { code: "SOURCE_ANSWER_UNREADABLE", facts: {} } };
      throw error;
    }
  }

  async #picture(api: LiveApi, signal: AbortSignal) {
    const nodesAnswer = await this.#client.read(api.nodesPath, LIST_BYTES, signal);
    const nodes = readList(nodesAnswer, "node", readNode, api.version);
    this.#assertCluster([memberOf(nodesAnswer, "meta", "slurm", "cluster")]);
    const partitionsAnswer = await this.#client.read(api.partitionsPath, LIST_BYTES, signal);
    const partitions = readList(partitionsAnswer, "partition", readPartition, api.version);
    const queue = new Queue(api.version);
    await this.#client.ask(api.jobsPath, LIVE_LIMITS.maxAnswerBytes, signal, async (bytes) => await queue.take(bytes));
    this.#assertCluster([...queue.clusters]);
    return {
      slurmVersion: releaseOf(nodesAnswer),
      apiVersion: `v0.0.${api.version}`,
      nodes: once<NodePicture>(nodes.read, ({ name }) => name),
      partitions: once<PartitionPicture>(partitions.read, ({ name }) => name),
      queuedJobs: once<QueuedJobPicture>(queue.jobs, ({ job_id }) => job_id),
      leftOut: nodes.leftOut + partitions.leftOut + queue.leftOut,
    };
  }

  /** One accounting database serves several clusters, one slurmrestd a single one: it must not be taken for another. */
  #assertCluster(names: readonly unknown[]): void {
    const said = names.filter((name): name is string => typeof name === "string" && name !== "");
    if (this.#cluster === null || said.length === 0) return;
    if (!said.some((name) => name.toLowerCase() === this.#cluster)) throw new SourceError("SOURCE_CLUSTER_UNKNOWN");
  }
}

interface ReadList<T> {
  readonly read: readonly T[];
  readonly leftOut: number;
}

/** @throws {SourceError} where Slurm gives errors instead. */
function readList<T>(answer: unknown, thing: LiveThing, read: (record: JsonObject) => T, version: number): ReadList<T> {
  assertAnswered(answer);
  const list = memberOf(answer, `${thing}s`);
  if (!Array.isArray(list)) throw new SourceError("SOURCE_ANSWER_UNREADABLE", { reason: `no ${thing}s` });
  const records = list.map((record: unknown) => readable(() => readLifted(thing, record, read, version)));
  const readOnes = records.filter((record) => record !== null);
  return { read: readOnes, leftOut: records.length - readOnes.length };
}

function readLifted<T>(thing: LiveThing, record: unknown, read: (record: JsonObject) => T, version: number): T | null {
  const lifted = liftLive(thing, record, version);
  return lifted === null ? null : read(lifted);
}

/** Null for what cannot be read, which leaves the others as they are. */
function readable<T>(read: () => T | null): T | null {
  try {
    return read();
  } catch (error) {
    if (error instanceof FieldFault) return null;
    throw error;
  }
}

function assertAnswered(envelope: unknown): void {
  const verdict = judgeEnvelope(envelope);
  if (verdict.outcome !== "refused") return;
  const { errorNumber, text } = verdict;
  throw new SourceError("SOURCE_REQUEST_REFUSED", { text, ...(errorNumber !== null && { slurmError: errorNumber }) });
}

/** The first of each key. */
function once<T>(records: readonly T[], key: (record: T) => string | number): readonly T[] {
  return [...new Map(records.toReversed().map((record) => [key(record), record])).values()].toReversed();
}

/** The jobs of an answer that wait; the others are let go as they come. */
class Queue implements FrameSink {
  readonly jobs: QueuedJobPicture[] = [];
  /** Those that the jobs say they are of. */
  readonly clusters = new Set<string>();
  leftOut = 0;
  readonly #version: number;

  constructor(version: number) {
    this.#version = version;
  }

  /** @throws {IngestError} for what is no such document; {SourceError} where Slurm gives errors instead. */
  async take(bytes: AsyncIterable<Buffer>): Promise<void> {
    const framer = new JsonFramer(this, FRAME);
    for await (const piece of bytes) framer.push(piece);
    if (framer.isOpen) throw new SourceError("SOURCE_CONNECTION_LOST");
    assertAnswered(parsed(framer.envelope));
    if (!framer.hasList) throw new SourceError("SOURCE_ANSWER_UNREADABLE", { reason: "no jobs" });
  }

  element(text: Buffer): void {
    const job = liftLive("job", parsed(text.toString("utf8")), this.#version);
    const { cluster } = job ?? {};
    if (typeof cluster === "string") this.clusters.add(cluster);
    const queued = readable(() => (job !== null && isQueued(job) ? { job: readQueuedJob(job) } : {}));
    if (queued === null || job === null) this.leftOut += 1;
    else if (queued.job !== undefined) this.#add(queued.job);
  }

  unkept(): void {
    this.leftOut += 1;
  }

  #add(job: QueuedJobPicture): void {
    if (this.jobs.length < MOST_JOBS) this.jobs.push(job);
    else this.leftOut += 1;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new SourceError("SOURCE_ANSWER_UNREADABLE", { reason: "not JSON" });
  }
}
