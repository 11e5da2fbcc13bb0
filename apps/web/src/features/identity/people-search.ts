import type { Role } from "@purser/contract/schemas";
import { choiceParam, present, textParam } from "../../ui/search-params.ts";

export const ROLES = [
  "center_admin",
  "finance",
  "auditor",
  "field_admin",
  "dept_admin",
  "team_lead",
  "user",
] as const satisfies readonly Role[];

export interface PeopleSearch {
  readonly search?: string;
  readonly role?: Role;
  readonly enabled?: "yes" | "no";
}

export function validatePeopleSearch(raw: Record<string, unknown>): PeopleSearch {
  return present({
    search: textParam(raw, "search", 100),
    role: choiceParam(raw, "role", ROLES),
    enabled: choiceParam(raw, "enabled", ["yes", "no"] as const),
  });
}
