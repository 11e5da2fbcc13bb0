import { baseState, runState } from "../../jobs/core/run-state.ts";
import { FieldFault } from "./reject.ts";

/**
 * The flags that Slurm shows instead of the base state they stand beside, the first of them that is there:
 * `job_state_string()` of its source.
 */
const SHOWN_FLAGS = [
  ...["COMPLETING", "STAGE_OUT", "CONFIGURING", "RESIZING", "REQUEUED", "REQUEUE_FED", "REQUEUE_HOLD"],
  ...["SPECIAL_EXIT", "STOPPED", "REVOKED", "RESV_DEL_HOLD", "SIGNALING"],
];
/** Flags that Slurm never shows instead of a state: they say something of nodes, or of how the job is handled. */
const SILENT_FLAGS: ReadonlySet<string> = new Set(["LAUNCH_FAILED", "RECONFIG_FAIL", "POWER_UP_NODE", "EXPEDITING"]);

const LONGEST = 255;

/**
 * The state as `sacct` writes it, out of the base state and its flags. A word that no version has had so far stays, behind
 * the base state if there is one: `RUNNING+HIBERNATING`.
 *
 * @throws {FieldFault} `STATE_MISSING`, or `VALUE_INVALID` if it is no list of words.
 */
export function stateOf(states: unknown, field: string): string {
  const words = typeof states === "string" ? states.split("+") : states;
  if (words === undefined || words === null) throw new FieldFault("STATE_MISSING", field);
  if (!Array.isArray(words) || !words.every(isWord)) throw new FieldFault("VALUE_INVALID", field);
  const spoken = words.filter((word) => word !== "");
  const heard = spoken.some((word) => !SILENT_FLAGS.has(word))
    ? spoken.filter((word) => !SILENT_FLAGS.has(word))
    : spoken;
  const shown = SHOWN_FLAGS.find((flag) => heard.includes(flag));
  if (shown !== undefined) return shown;
  const known = heard.filter((word) => runState(word) !== "unknown");
  const state = [...known.slice(0, 1), ...heard.filter((word) => !known.includes(word))].join("+");
  if (state === "") throw new FieldFault("STATE_MISSING", field);
  if (state.length > LONGEST) throw new FieldFault("TEXT_TOO_LONG", field);
  return state;
}

/** `CANCELLED by 1002` is one too. */
function isWord(word: unknown): word is string {
  return typeof word === "string" && (word === "" || baseState(word) !== "");
}
