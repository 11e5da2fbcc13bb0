import type { JobLifter } from "../../domains/usage/core/job-lifter.ts";
import { isObject, type JsonObject, memberOf } from "../../domains/usage/core/json-values.ts";
import { liftV36 } from "./v0-0-36.ts";
import { liftV37 } from "./v0-0-37.ts";
import { liftV38 } from "./v0-0-38.ts";
import { liftV39 } from "./v0-0-39.ts";
import { liftV40 } from "./v0-0-40.ts";
import { liftV41 } from "./v0-0-41.ts";
import { liftV42 } from "./v0-0-42.ts";
import { liftV43 } from "./v0-0-43.ts";
import { liftV44 } from "./v0-0-44.ts";
import { liftV45 } from "./v0-0-45.ts";

const OLDEST = 36;

/** Each brings a record to the next version, the first one from v0.0.36, the last one nowhere. */
const LIFTS = [liftV36, liftV37, liftV38, liftV39, liftV40, liftV41, liftV42, liftV43, liftV44, liftV45] as const;

/** A version that is older than the oldest known is read as that one, a newer one as the newest. */
export const jobLifter: JobLifter = {
  oldest: OLDEST,
  newest: OLDEST + LIFTS.length - 1,
  lift(job, version) {
    const from = Math.max(0, (version ?? versionByShape(job)) - OLDEST);
    return LIFTS.slice(from).reduce((lifted, lift) => lift(lifted), job);
  },
};

/** The first version whose job records have this shape, as far as what is read of them goes. */
function versionByShape(job: JsonObject): number {
  if (Array.isArray(memberOf(job, "state", "current"))) return 40;
  if (isObject(memberOf(job, "time", "limit"))) return 39;
  if (Object.hasOwn(job, "container")) return 38;
  return memberOf(job, "state", "previous") === undefined ? 37 : 36;
}
