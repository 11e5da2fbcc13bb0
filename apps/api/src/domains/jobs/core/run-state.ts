/** The five states people see, and `unknown` for a word that Slurm's documentation does not list. */
export const RUN_STATES = ["pending", "running", "completed", "failed", "cancelled", "unknown"] as const;
export type RunState = (typeof RUN_STATES)[number];

/**
 * What each Slurm state shows as: the table of Purser's design (7, "Runs"), whose words are those of
 * "JOB STATE CODES" in sacct(1) and squeue(1). It is the only such table; money uses the raw word instead.
 */
const SHOWN_AS: ReadonlyMap<string, RunState> = new Map<string, RunState>([
  ["PENDING", "pending"],
  ["CONFIGURING", "pending"],
  ["REQUEUED", "pending"],
  ["RESIZING", "pending"],
  ["SUSPENDED", "pending"],
  ["RESV_DEL_HOLD", "pending"],
  ["REQUEUE_FED", "pending"],
  ["REQUEUE_HOLD", "pending"],
  ["SPECIAL_EXIT", "pending"],
  ["RUNNING", "running"],
  ["COMPLETING", "running"],
  ["SIGNALING", "running"],
  ["STAGE_OUT", "running"],
  ["COMPLETED", "completed"],
  ["FAILED", "failed"],
  ["BOOT_FAIL", "failed"],
  ["DEADLINE", "failed"],
  ["NODE_FAIL", "failed"],
  ["OUT_OF_MEMORY", "failed"],
  ["TIMEOUT", "failed"],
  ["CANCELLED", "cancelled"],
  ["PREEMPTED", "cancelled"],
  ["REVOKED", "cancelled"],
]);

/**
 * States in which an accounting row is closed for good. REQUEUED and RESIZING are among them: the job goes on in a
 * row of its own with a new submit time, and this row keeps what it used.
 */
const CLOSED_ROWS: ReadonlySet<string> = new Set([
  "COMPLETED",
  "CANCELLED",
  "FAILED",
  "TIMEOUT",
  "NODE_FAIL",
  "PREEMPTED",
  "BOOT_FAIL",
  "DEADLINE",
  "OUT_OF_MEMORY",
  "REVOKED",
  "REQUEUED",
  "RESIZING",
]);

/** The Slurm state alone, in capitals: `CANCELLED` of `CANCELLED by 1002` and of the shortened `CANCELLED+`. */
export function baseState(rawState: string): string {
  return (/^[A-Za-z_]+/.exec(rawState.trim())?.[0] ?? "").toUpperCase();
}

/** The state to show. A word Slurm never documented is `unknown`, never a guess. */
export function runState(rawState: string): RunState {
  return SHOWN_AS.get(baseState(rawState)) ?? "unknown";
}

/** Whether the row will not change by itself any more. A word that is not listed counts by its end time (epoch seconds). */
export function isEnded(rawState: string, endedAt: number | null): boolean {
  const base = baseState(rawState);
  if (CLOSED_ROWS.has(base)) return true;
  return !SHOWN_AS.has(base) && endedAt !== null;
}
