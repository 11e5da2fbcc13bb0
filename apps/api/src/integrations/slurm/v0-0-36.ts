import type { JsonObject } from "../../domains/usage/core/json-values.ts";
import { changeMember, ofObject } from "./change-member.ts";

/**
 * v0.0.36 (Slurm 20.11 to 22.05) to v0.0.37.
 *
 * Lifted: `state.previous` holds what later versions call `state.reason` (recorded: both say `Dependency` of one job).
 * Ignored: the elements of `errors` are `{error, errno}` as in v0.0.37; `judgeEnvelope` knows them.
 */
export function liftV36(job: JsonObject): JsonObject {
  return changeMember(
    job,
    "state",
    ofObject(({ previous, ...state }) => (previous === undefined ? state : { reason: previous, ...state })),
  );
}
