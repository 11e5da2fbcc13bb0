import { isObject, type JsonObject, memberOf } from "../../domains/usage/core/json-values.ts";
import { changeMember, flagged, ofEach, ofObject } from "./change-member.ts";

/** States in which the exit code is zero for certain: it went well, or nothing has ended yet. */
const SURELY_ZERO: ReadonlySet<string> = new Set(["COMPLETED", "PENDING", "RUNNING", "SUSPENDED"]);

/**
 * v0.0.39 (Slurm 23.02 to 24.05) to v0.0.40.
 *
 * Lifted: `state.current` and `steps[].state` become lists of the base state and its flags; `exit_code` gets a list for
 * its `status`, `{set, infinite, number}` for its `return_code`, and `signal.id` instead of `signal.signal_id`. Up to here
 * every program that ended by itself is said to have returned 0, whatever it did, so only a state that allows nothing else
 * makes that a fact: otherwise the code is not set, and only the absence of a signal is known. `steps[].step.id` becomes a
 * text such as `5141.batch`; `steps[].time.start` and `end` become `{set, infinite, number}`.
 * Ignored: `required.memory` is gone; `association.id` is new; `derived_exit_code` and `steps[].exit_code` change as
 * `exit_code` does; `meta.Slurm` becomes `meta.slurm`, with texts for the parts of its version, and `meta.plugin` names
 * the `data_parser`; `warnings[].warning` is gone.
 */
export function liftV39(job: JsonObject): JsonObject {
  const state = memberOf(job, "state", "current");
  const stated = changeMember(
    job,
    "state",
    ofObject((member) => changeMember(member, "current", liftState)),
  );
  const ended = changeMember(
    stated,
    "exit_code",
    ofObject((exit) => liftExitCode(exit, state)),
  );
  return changeMember(ended, "steps", ofEach(liftStep));
}

function liftState(state: unknown): unknown {
  return typeof state === "string" ? state.split("+") : state;
}

function liftExitCode(exit: JsonObject, state: unknown): JsonObject {
  const { status, return_code: code, signal } = exit;
  if (typeof status !== "string") return exit;
  if (status === "SUCCESS" && code === 0 && !(typeof state === "string" && SURELY_ZERO.has(state))) {
    return { status: [status], return_code: flagged(null), signal: { id: flagged(0), name: "" } };
  }
  const id = isObject(signal) ? signal.signal_id : null;
  return {
    status: [status],
    return_code: flagged(code),
    signal: { id: flagged(id), name: memberOf(signal, "name") ?? "" },
  };
}

function liftStep(step: JsonObject): JsonObject {
  const named = changeMember(
    step,
    "step",
    ofObject((member) => changeMember(member, "id", liftStepId)),
  );
  const timed = changeMember(
    named,
    "time",
    ofObject((time) => changeMember(changeMember(time, "start", flagged), "end", flagged)),
  );
  return changeMember(timed, "state", liftState);
}

function liftStepId(id: unknown): unknown {
  return isObject(id) ? `${String(id.job_id)}.${String(id.step_id)}` : id;
}
