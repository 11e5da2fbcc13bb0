import { type AppContext, systemContext } from "../../platform/context.ts";
import { repeat } from "../../platform/repeat.ts";
import { takeDailyCheckpoint } from "./take-checkpoint.ts";

const LOOK_MS = 10 * 60_000;

/**
 * Takes a checkpoint of the audit chain each day until it is disposed of. It looks at once and every ten minutes
 * whether one is due, so that neither a restart nor a database that was away for a while skips a day.
 */
export function startCheckpoints(ctx: AppContext): AsyncDisposable {
  return repeat(async () => await takeDailyCheckpoint(systemContext(ctx)), {
    milliseconds: LOOK_MS,
    onError: (error) => ctx.log.warn({ err: error }, "no checkpoint of the audit chain could be taken"),
  });
}
