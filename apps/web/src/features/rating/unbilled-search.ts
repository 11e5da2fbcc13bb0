import { monthParam, present, uuidParam } from "../../ui/search-params.ts";

export interface UnbilledSearch {
  readonly month?: string;
  readonly account_id?: string;
}

export function validateUnbilledSearch(raw: Record<string, unknown>): UnbilledSearch {
  return present({ month: monthParam(raw, "month"), account_id: uuidParam(raw, "account_id") });
}
