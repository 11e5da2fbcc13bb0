import { choiceParam, present, textParam } from "../../ui/search-params.ts";

export const TOKEN_KINDS = ["person", "service"] as const;
export const TOKEN_USES = ["active", "ended"] as const;

export interface TokenSearch {
  readonly search?: string;
  readonly kind?: (typeof TOKEN_KINDS)[number];
  readonly state?: (typeof TOKEN_USES)[number];
}

export function validateTokenSearch(raw: Record<string, unknown>): TokenSearch {
  return present({
    search: textParam(raw, "search", 100),
    kind: choiceParam(raw, "kind", TOKEN_KINDS),
    state: choiceParam(raw, "state", TOKEN_USES),
  });
}
