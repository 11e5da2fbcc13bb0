import { SourceError } from "../../domains/usage/core/source-error.ts";
import { NEWEST_LIVE, OLDEST_LIVE } from "./live-lifts.ts";
import { field } from "./slurmrestd-answer.ts";

/** One version of the API of a running cluster, with its paths as the server's own document writes them. */
export interface LiveApi {
  readonly version: number;
  readonly jobsPath: string;
  readonly nodesPath: string;
  readonly partitionsPath: string;
}

/**
 * The newest version that both sides speak, from the document at `/openapi/v3`.
 *
 * @throws {SourceError} `SOURCE_ANSWER_UNREADABLE` if it is no such document, `SOURCE_VERSION_UNKNOWN` if there is none.
 */
export function newestLiveApi(document: unknown): LiveApi {
  const paths = field(document, "paths");
  if (typeof paths !== "object" || paths === null)
    throw new SourceError("SOURCE_ANSWER_UNREADABLE", { reason: "no OpenAPI document" });
  for (let version = NEWEST_LIVE; version >= OLDEST_LIVE; version -= 1) {
    const [jobsPath, nodesPath, partitionsPath] = ["jobs", "nodes", "partitions"].map((thing) => {
      const path = `/slurm/v0.0.${version}/${thing}`;
      return [path, `${path}/`].find((name) => Object.hasOwn(paths, name));
    });
    if (jobsPath !== undefined && nodesPath !== undefined && partitionsPath !== undefined)
      return { version, jobsPath, nodesPath, partitionsPath };
  }
  throw new SourceError("SOURCE_VERSION_UNKNOWN");
}
