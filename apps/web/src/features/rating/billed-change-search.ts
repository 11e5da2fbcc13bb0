import type { BilledChangeStatus } from "@purser/contract/schemas";
import { choiceParam, present, uuidParam } from "../../ui/search-params.ts";

export const CHANGE_STATUSES = [
  "open",
  "acknowledged",
  "adjusted",
  "voided",
] as const satisfies readonly BilledChangeStatus[];

export interface BilledChangeSearch {
  readonly status?: BilledChangeStatus;
  readonly account_id?: string;
  readonly run_id?: string;
}

export function validateBilledChangeSearch(raw: Record<string, unknown>): BilledChangeSearch {
  return present({
    status: choiceParam(raw, "status", CHANGE_STATUSES),
    account_id: uuidParam(raw, "account_id"),
    run_id: uuidParam(raw, "run_id"),
  });
}
