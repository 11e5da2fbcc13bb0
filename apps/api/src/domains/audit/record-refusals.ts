import type { AppContext } from "../../platform/context.ts";
import { transact } from "../../platform/db.ts";
import type { RefusedCall } from "../../platform/http-refusals.ts";
import { RefusalLimit } from "./core/refusal-limit.ts";
import { recordEvent } from "./record-event.ts";

/**
 * Records calls that were refused, within a limit: the log is not to be filled by somebody who repeats one. What was
 * left out is counted in the next record of its kind.
 */
export function recordRefusals(ctx: AppContext): (refused: RefusedCall) => Promise<void> {
  const limit = new RefusalLimit();
  return async ({ code, params, ...origin }) => {
    const { operation, status } = origin.call;
    const repeated = limit.admit([origin.actor.id, operation, code].join(" "), performance.now());
    if (repeated === null) return;
    const { subjectType, subject } = targetOf(params, operation);
    const detail = { code, operation, ...(repeated > 0 && { repeated }) };
    const event = { action: "call.refused", subjectType, subject, status, detail };
    await transact(ctx.db, async (tx) => await recordEvent(tx, { config: ctx.config, ...origin }, event));
  };
}

/** What the call was about: the one thing that its address names, else the operation itself. */
function targetOf(params: RefusedCall["params"], operation: string): { subjectType: string; subject: string } {
  const [[name, subject] = ["", ""], ...more] = Object.entries(params);
  const named = more.length === 0 && name.endsWith("_id") && subject.length <= 100;
  return named ? { subjectType: name.slice(0, -3), subject } : { subjectType: "operation", subject: operation };
}
