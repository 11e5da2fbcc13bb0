import { hash } from "node:crypto";
import type { Run } from "./run.ts";

export type RunIdentity = Pick<Run, "cluster" | "sluid" | "jobId" | "submittedAt">;

/** The namespace of Purser's run ids. It never changes: every id ever given out hangs on it. */
export const RUN_NAMESPACE = "af5a7d76-5c11-44a5-a448-808098e03d1b";

const NAMESPACE_BYTES = Buffer.from(RUN_NAMESPACE.replaceAll("-", ""), "hex");
const VARIANT = ["8", "9", "a", "b"];

/**
 * What makes a run the same run: its cluster with its SLUID, or with the job id and the submit time, which is Slurm's own
 * unique key. The cluster's length stands in front, so that no two identities can ever be written alike.
 */
export function runKey(run: RunIdentity): string {
  const cluster = `${run.cluster.length}:${run.cluster}`;
  return run.sluid === null ? `job:${cluster}:${run.jobId}:${run.submittedAt}` : `sluid:${cluster}:${run.sluid}`;
}

/** The id of a run: the UUIDv5 of its key, so that the same run read anywhere gets the same id. */
export function runId(key: string): string {
  const digest = hash("sha1", Buffer.concat([NAMESPACE_BYTES, Buffer.from(key, "utf8")]), "hex");
  const variant = VARIANT[Number.parseInt(digest.charAt(16), 16) & 3];
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-5${digest.slice(13, 16)}-${variant}${digest.slice(17, 20)}-${digest.slice(20, 32)}`;
}
