import type { JsonObject } from "../../domains/usage/core/json-values.ts";
import { changeMember, ofObject } from "./change-member.ts";
import { startOf } from "./job-start.ts";

/**
 * v0.0.37 (Slurm 21.08 to 23.02) to v0.0.38.
 *
 * Lifted: `time.start` is the time at which the job became eligible, as it is in v0.0.36; the start is worked out.
 * Ignored: `container` is new; `steps[].task` is documented as a text instead of `{distribution}` and is an object all the
 * same; the elements of `errors` become `{description, error_number, error, source}`.
 */
export function liftV37(job: JsonObject): JsonObject {
  return changeMember(
    job,
    "time",
    ofObject((time) => ({ ...time, start: startOf(time, job) })),
  );
}
