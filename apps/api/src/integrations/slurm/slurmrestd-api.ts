import type { Coverage } from "../../domains/usage/core/accounting-source.ts";
import { SourceError } from "../../domains/usage/core/source-error.ts";
import type { Part } from "./read-part.ts";
import { field } from "./slurmrestd-answer.ts";

/** One version of the API, with its paths as the server's own document writes them: from 40 on they end in a slash. */
export interface SlurmApi {
  /** The last part of `v0.0.40`. */
  readonly version: number;
  readonly jobsPath: string;
  readonly clustersPath: string;
}

const OLDEST = 36;
const NEWEST = 45;

/** What a cluster may be called in Slurm. */
const CLUSTER = /^[a-z0-9][a-z0-9_.-]{0,39}$/i;

/**
 * The newest version that both sides speak, from the document at `/openapi/v3`.
 *
 * @throws {SourceError} `SOURCE_ANSWER_UNREADABLE` if it is no such document, `SOURCE_VERSION_UNKNOWN` if there is none.
 */
export function newestApi(document: unknown): SlurmApi {
  const paths = field(document, "paths");
  if (typeof paths !== "object" || paths === null)
    throw new SourceError("SOURCE_ANSWER_UNREADABLE", { reason: "no OpenAPI document" });
  const names = Object.keys(paths);
  for (let version = NEWEST; version >= OLDEST; version -= 1) {
    const jobsPath = pathOf(names, version, "jobs");
    const clustersPath = pathOf(names, version, "clusters");
    if (jobsPath !== null && clustersPath !== null) return { version, jobsPath, clustersPath };
  }
  throw new SourceError("SOURCE_VERSION_UNKNOWN");
}

function pathOf(names: readonly string[], version: number, thing: string): string | null {
  const path = `/slurmdb/v0.0.${version}/${thing}`;
  return names.find((name) => name === path || name === `${path}/`) ?? null;
}

/**
 * What a version can be asked for so that no run is left out for good.
 *
 * A run that was cancelled, or met its deadline, before it might have begun (held, waiting for a time or another run)
 * is in no window of activity. From 38 on a window of the states in which such runs end has them. 36 and 37 take no heed
 * of states (measured on 22.05), and such runs, which used nothing, are not seen with them. See docs/adr/0024.
 */
export function coveragesOf(version: number): readonly Coverage[] {
  return version >= 38 ? ["active", "unstarted"] : ["active"];
}

/**
 * The path and query for the runs of a window. One parameter that Slurm does not like may end the whole daemon, so these
 * are all there are, and none holds anything but numbers, fixed words and the cluster's name. `step` takes jobs as well.
 *
 * Times are `uts` and seconds, which every version takes. From 40 on, any flag at all switches off duplicates (each run
 * of a requeued job) and untruncated times, unless they are asked for; before, they come whenever there is a parameter.
 *
 * @throws {SourceError} `SOURCE_CONFIGURATION_INVALID` if the cluster's name is none.
 */
export function jobsQuery(api: SlurmApi, cluster: string | null, { coverage, window, jobIds }: Part): string {
  const parameters = [`start_time=uts${window.from}`, `end_time=uts${window.to}`];
  if (cluster !== null) parameters.push(`cluster=${checkedCluster(cluster)}`);
  if (jobIds.length > 0) parameters.push(`step=${jobIds.join("%2C")}`);
  if (coverage === "unstarted") parameters.push("state=CANCELLED%2CDEADLINE");
  if (api.version >= 40) parameters.push("show_duplicates=true", "disable_truncate_usage_time=true");
  return `${api.jobsPath}?${parameters.join("&")}`;
}

/** @throws {SourceError} `SOURCE_CONFIGURATION_INVALID` for what cannot be a cluster's name, or reads as an option. */
export function checkedCluster(cluster: string): string {
  if (!CLUSTER.test(cluster)) throw new SourceError("SOURCE_CONFIGURATION_INVALID", { reason: "cluster" });
  return cluster;
}
