import { createDb } from "../platform/db.ts";
import type { Failpoint } from "../platform/failpoint.ts";
import { type MoneyStep, takeStep } from "./money-steps.ts";

/** What the parent tells the child to do, and where to die while it does. */
export interface CrashOrder {
  readonly url: string;
  readonly step: MoneyStep;
  readonly failpoint: Failpoint;
}

/**
 * A program that takes one step and is killed at one of its statements. It waits for the order, so that the time it
 * takes to start is not the test's.
 */
process.once("message", (message) => {
  const { url, step, failpoint } = message as CrashOrder; // the parent sends nothing else
  const db = createDb({ url, maxConnections: 2, onError: () => {}, failpoint });
  takeStep(db, step).then(
    (answer) => process.send?.({ answer }),
    (error: Error) => process.send?.({ error: error.stack ?? error.message }),
  );
});
process.once("disconnect", () => process.exit());
