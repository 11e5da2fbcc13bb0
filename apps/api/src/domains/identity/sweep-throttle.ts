import type { Logger } from "pino";
import type { AppContext } from "../../platform/context.ts";
import { transact } from "../../platform/db.ts";
import { repeat } from "../../platform/repeat.ts";
import { removeEndedLocks, removeQuietPairs } from "./throttle.queries.ts";
import { recordUnlocked } from "./throttle.ts";

type SweepContext = Pick<AppContext, "db" | "config">;

const PAUSE_MS = 5_000;

/** Ends the locks whose time is over, which is written down, and forgets pairs that were quiet for ten minutes. */
export async function sweepThrottle(ctx: SweepContext): Promise<void> {
  await transact(ctx.db, async (tx) => {
    for (const lock of await removeEndedLocks(tx)) {
      await recordUnlocked(tx, { config: ctx.config, requestId: null }, lock);
    }
    await removeQuietPairs(tx);
  });
}

/** Sweeps at once and every five seconds until it is disposed of. Any number of processes may: they never take the same lock. */
export function startThrottleSweeper(ctx: SweepContext & { readonly log: Pick<Logger, "warn"> }): AsyncDisposable {
  return repeat(async () => await sweepThrottle(ctx), {
    milliseconds: PAUSE_MS,
    onError: (error) => ctx.log.warn({ err: error }, "ended sign-in locks cannot be swept"),
  });
}
