import type { ReceiptStatus } from "@purser/contract/schemas";
import { choiceParam, monthParam, present, textParam, uuidParam } from "../../ui/search-params.ts";

export const RECEIPT_STATUSES = ["pending", "paid", "void"] as const;
export const RECEIPT_TABS = ["bill", "runs", "document"] as const;

export interface ReceiptSearch {
  readonly month?: string;
  readonly status?: ReceiptStatus;
  readonly account_id?: string;
  readonly search?: string;
}

export function validateReceiptSearch(raw: Record<string, unknown>): ReceiptSearch {
  return present({
    month: monthParam(raw, "month"),
    status: choiceParam(raw, "status", RECEIPT_STATUSES),
    account_id: uuidParam(raw, "account_id"),
    search: textParam(raw, "search", 100),
  });
}

export interface IssueSearch {
  readonly month?: string;
  readonly account_id?: string;
}

export function validateIssueSearch(raw: Record<string, unknown>): IssueSearch {
  return present({ month: monthParam(raw, "month"), account_id: uuidParam(raw, "account_id") });
}

export function validateReceiptTab(raw: Record<string, unknown>): { readonly tab?: (typeof RECEIPT_TABS)[number] } {
  return present({ tab: choiceParam(raw, "tab", RECEIPT_TABS) });
}
