import { type AppContext, systemContext } from "../../platform/context.ts";
import { takeDailyCheckpoint } from "./take-checkpoint.ts";

const LOOK_MS = 10 * 60_000;

/**
 * Takes a checkpoint of the audit chain each day until it is disposed of. It looks at once and every ten minutes
 * whether one is due, so that neither a restart nor a database that was away for a while skips a day.
 */
export function startCheckpoints(ctx: AppContext): AsyncDisposable {
  let running = Promise.resolve();
  const look = () => {
    running = takeDailyCheckpoint(systemContext(ctx)).then(
      () => {},
      (error: unknown) => ctx.log.warn({ err: error }, "no checkpoint of the audit chain could be taken"),
    );
  };
  const timer = setInterval(look, LOOK_MS);
  look();
  return {
    async [Symbol.asyncDispose]() {
      clearInterval(timer);
      await running;
    },
  };
}
