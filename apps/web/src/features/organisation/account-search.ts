import { present, textParam } from "../../ui/search-params.ts";

export interface AccountSearch {
  readonly search?: string;
  readonly tier?: string;
}

export function validateAccountSearch(raw: Record<string, unknown>): AccountSearch {
  return present({ search: textParam(raw, "search", 100), tier: textParam(raw, "tier", 31) });
}
