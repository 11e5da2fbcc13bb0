import { present, textParam } from "../../ui/search-params.ts";

export interface AuditSearch {
  readonly action?: string;
  readonly subject?: string;
}

export function validateAuditSearch(raw: Record<string, unknown>): AuditSearch {
  return present({ action: textParam(raw, "action", 100), subject: textParam(raw, "subject") });
}
