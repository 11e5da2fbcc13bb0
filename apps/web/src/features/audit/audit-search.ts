import { choiceParam, dateParam, present, textParam } from "../../ui/search-params.ts";

export const OUTCOMES = ["success", "refused", "failure"] as const;

export interface AuditSearch {
  readonly actor?: string;
  readonly action?: string;
  readonly subject?: string;
  /** Beside the subject: what brought it, such as the batch of a run. */
  readonly or_subject?: string;
  readonly outcome?: (typeof OUTCOMES)[number];
  /** Days, the last one included. */
  readonly from?: string;
  readonly to?: string;
}

export function validateAuditSearch(raw: Record<string, unknown>): AuditSearch {
  const subject = textParam(raw, "subject");
  return present({
    actor: textParam(raw, "actor", 100),
    action: textParam(raw, "action", 100),
    subject,
    or_subject: subject === undefined ? undefined : textParam(raw, "or_subject"), // nothing alone
    outcome: choiceParam(raw, "outcome", OUTCOMES),
    from: dateParam(raw, "from"),
    to: dateParam(raw, "to"),
  });
}
