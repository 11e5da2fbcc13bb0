import { baseState } from "../domains/jobs/core/run-state.ts";

/** Whether a run was not over when it was recorded: the second that passed between two recordings shows in it. */
export function isAlive(rawState: string): boolean {
  return ["RUNNING", "SUSPENDED", "PENDING"].includes(baseState(rawState));
}
