import { choiceParam, dateParam, present, textParam, uuidParam } from "../../ui/search-params.ts";

export const BINDING_TABS = ["rules", "unbound"] as const;

export interface BindingSearch {
  readonly tab?: (typeof BINDING_TABS)[number];
  readonly cluster?: string;
  readonly search?: string;
  readonly account_id?: string;
  /** A calendar day: rules that hold at its beginning. */
  readonly in_force_on?: string;
  readonly withdrawn?: "yes";
}

export function validateBindingSearch(raw: Record<string, unknown>): BindingSearch {
  return present({
    tab: choiceParam(raw, "tab", BINDING_TABS),
    cluster: textParam(raw, "cluster", 255),
    search: textParam(raw, "search", 100),
    account_id: uuidParam(raw, "account_id"),
    in_force_on: dateParam(raw, "in_force_on"),
    withdrawn: choiceParam(raw, "withdrawn", ["yes"] as const),
  });
}
