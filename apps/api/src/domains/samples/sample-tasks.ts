import type { RequestContext } from "../../platform/context.ts";
import { transact } from "../../platform/db.ts";
import type { QueueSchedule, QueueTask } from "../../platform/queue.ts";
import { compactSamples } from "./compact-samples.ts";
import { retainSamples } from "./retain-samples.ts";
import { makeDay } from "./samples.queries.ts";

const TASK = "samples_look_after";
const DAY_MS = 86_400_000;
/** Partitions are there before their days begin. */
const DAYS_AHEAD = 2;

/** What the queue does about samples every ten minutes: partitions ahead, closed hours packed, old days let go. */
export function sampleTasks(ctx: RequestContext): {
  tasks: Readonly<Record<string, QueueTask>>;
  schedules: readonly QueueSchedule[];
} {
  const lookAfter: QueueTask = async (_payload, signal) => {
    await makeDaysAhead(ctx);
    await retainSamples(ctx);
    await compactSamples(ctx, signal);
  };
  return { tasks: { [TASK]: lookAfter }, schedules: [{ task: TASK, pattern: "*/10 * * * *" }] };
}

/** Makes the partitions of today and of the days to come. */
async function makeDaysAhead({ db, now }: Pick<RequestContext, "db" | "now">): Promise<void> {
  for (let ahead = 0; ahead <= DAYS_AHEAD; ahead += 1) {
    const day = new Date(now().getTime() + ahead * DAY_MS).toISOString().slice(0, 10);
    await transact(db, async (tx) => await makeDay(tx, day));
  }
}
