import { dateParam, monthParam, present, textParam } from "../../ui/search-params.ts";

export interface CoverageSearch {
  readonly cluster?: string;
  /** The last month on the page; by default the present one. */
  readonly month?: string;
  /** The day whose details are shown. */
  readonly day?: string;
}

export function validateCoverageSearch(raw: Record<string, unknown>): CoverageSearch {
  return present({
    cluster: textParam(raw, "cluster", 255),
    month: monthParam(raw, "month"),
    day: dateParam(raw, "day"),
  });
}
