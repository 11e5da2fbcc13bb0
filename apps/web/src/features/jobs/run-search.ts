import type { RunState } from "@purser/contract/schemas";
import { instantsOf } from "../../ui/format.ts";
import { choiceParam, dateParam, present, textParam } from "../../ui/search-params.ts";

export const RUN_STATES = ["pending", "running", "completed", "failed", "cancelled", "unknown"] as const;

export function isRunState(value: unknown): value is RunState {
  return RUN_STATES.some((state) => state === value);
}

/** The filters of the runs; `from` and `to` are calendar dates of the billing zone, both within. */
export interface RunSearch {
  readonly cluster?: string;
  readonly user?: string;
  readonly account?: string;
  readonly partition?: string;
  readonly state?: RunState;
  readonly from?: string;
  readonly to?: string;
}

export function validateRunSearch(raw: Record<string, unknown>): RunSearch {
  return present({
    cluster: textParam(raw, "cluster", 1000),
    user: textParam(raw, "user", 1000),
    account: textParam(raw, "account", 1000),
    partition: textParam(raw, "partition", 1000),
    state: choiceParam(raw, "state", RUN_STATES),
    from: dateParam(raw, "from"),
    to: dateParam(raw, "to"),
  });
}

/** The same filters as the contract takes them: instants, and an end that is not part of it. */
export function runQuery({ from, to, ...names }: RunSearch): RunSearch {
  return { ...names, ...instantsOf({ from, to }) };
}
