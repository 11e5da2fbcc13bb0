import { present, textParam } from "../../ui/search-params.ts";

/** The filters of the runs under way. */
export interface LiveSearch {
  readonly cluster?: string;
  readonly user?: string;
  readonly node?: string;
  readonly partition?: string;
}

export function validateLiveSearch(raw: Record<string, unknown>): LiveSearch {
  return present({
    cluster: textParam(raw, "cluster", 255),
    user: textParam(raw, "user", 255),
    node: textParam(raw, "node", 255),
    partition: textParam(raw, "partition", 255),
  });
}
