import type { AppContext } from "../../platform/context.ts";
import { transact } from "../../platform/db.ts";
import type { QueueSchedule, QueueTask } from "../../platform/queue.ts";
import { countPages, forgetTold } from "./forget-told.queries.ts";

const TASK = "jobs_forget_told";
/** What comes later than so long after the last event changes nothing of a run that accounting has told the end of. */
const KEPT_MS = 30 * 86_400_000;
/** 80 MB: a second's work. */
const PAGES_AT_ONCE = 10_000;

/**
 * Lets go of what a run was put together from, once accounting has told its end and a month has passed: three quarters of
 * its row. The run, its history and the ids that it is known by stay. Returns of how many runs.
 */
export async function forgetOldTellings({ db, now }: Pick<AppContext, "db" | "now">): Promise<number> {
  const before = new Date(now().getTime() - KEPT_MS);
  const pages = await transact(db, countPages);
  let forgotten = 0;
  for (let first = 0; first < pages; first += PAGES_AT_ONCE) {
    const range = { first, end: first + PAGES_AT_ONCE };
    forgotten += await transact(db, async (tx) => await forgetTold(tx, range, before));
  }
  return forgotten;
}

/** What the queue does about runs once a day. */
export function jobTasks(ctx: Pick<AppContext, "db" | "now">): {
  tasks: Readonly<Record<string, QueueTask>>;
  schedules: readonly QueueSchedule[];
} {
  const forget: QueueTask = async () => {
    await forgetOldTellings(ctx);
  };
  return { tasks: { [TASK]: forget }, schedules: [{ task: TASK, pattern: "23 19 * * *" }] };
}
