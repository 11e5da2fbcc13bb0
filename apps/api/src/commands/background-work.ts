import { startCheckpoints } from "../domains/audit/start-checkpoints.ts";
import { startSealer } from "../domains/audit/start-sealer.ts";
import { startThrottleSweeper } from "../domains/identity/sweep-throttle.ts";
import type { AppContext } from "../platform/context.ts";

/** Starts all that is done without a request: sealing the audit log, its checkpoints, and ending the locks whose time is over. */
export function startBackgroundWork(ctx: AppContext): AsyncDisposable {
  const sealer = startSealer(ctx);
  const checkpoints = startCheckpoints(ctx);
  const sweeper = startThrottleSweeper(ctx);
  return {
    async [Symbol.asyncDispose]() {
      sweeper[Symbol.dispose]();
      await checkpoints[Symbol.asyncDispose]();
      await sealer[Symbol.asyncDispose]();
    },
  };
}
