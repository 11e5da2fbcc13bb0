import { credentialBackends } from "../credential-backends.ts";
import { startCheckpoints } from "../domains/audit/start-checkpoints.ts";
import { startSealer } from "../domains/audit/start-sealer.ts";
import { startRecheckingTokenHolders } from "../domains/identity/recheck-token-holders.ts";
import { startThrottleSweeper } from "../domains/identity/sweep-throttle.ts";
import type { AppContext } from "../platform/context.ts";

/** Starts all that is done without a request: sealing the audit log, its checkpoints, ending the locks whose time is over, asking after holders of tokens. */
export function startBackgroundWork(ctx: AppContext): AsyncDisposable {
  const sealer = startSealer(ctx);
  const checkpoints = startCheckpoints(ctx);
  const sweeper = startThrottleSweeper(ctx);
  const recheck = startRecheckingTokenHolders({ ...ctx, backends: credentialBackends(ctx) });
  return {
    async [Symbol.asyncDispose]() {
      await sweeper[Symbol.asyncDispose]();
      await recheck[Symbol.asyncDispose]();
      await checkpoints[Symbol.asyncDispose]();
      await sealer[Symbol.asyncDispose]();
    },
  };
}
