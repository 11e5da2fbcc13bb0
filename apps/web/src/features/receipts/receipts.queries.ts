import type { IssueReceiptsRequest, PayReceiptRequest, Receipt } from "@purser/contract/schemas";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { call, download } from "../../api/client.ts";
import { useIntention } from "../../api/intention.ts";
import { operationKey, operationPages, operationQuery } from "../../api/operation-query.ts";
import type { Language } from "../../stores/preferences.ts";
import type { IssueSearch, ReceiptSearch } from "./receipt-search.ts";

export function useListReceipts(search: ReceiptSearch) {
  return useInfiniteQuery(operationPages("listReceipts", { query: { ...search } }));
}

export function useGetReceipt(receiptId: string) {
  return useQuery(operationQuery("getReceipt", { params: { receipt_id: receiptId } }));
}

export function useListReceiptItems(receiptId: string) {
  return useInfiniteQuery(operationPages("listReceiptItems", { params: { receipt_id: receiptId } }));
}

export function useListReceiptAdjustments(receiptId: string) {
  return useInfiniteQuery(operationPages("listReceiptAdjustments", { params: { receipt_id: receiptId } }));
}

/** Asked anew each time: what was issued since must not be offered again. */
export function usePreviewReceipts(query: IssueSearch & { readonly month: string }) {
  return useQuery({ ...operationQuery("previewReceipts", { query }), staleTime: 0 });
}

export function useListBillingAccounts() {
  return useQuery(operationQuery("listBillingAccounts", { query: { limit: 500 } }));
}

export function useIssueReceipts() {
  const client = useQueryClient();
  const intention = useIntention();
  return useMutation({
    mutationFn: (body: IssueReceiptsRequest) => call("issueReceipts", { body, idempotencyKey: intention.key }),
    onSuccess: () => {
      intention.renew();
      return Promise.all(
        (["listReceipts", "listUnbilled", "getRunCharge"] as const).map((id) =>
          client.invalidateQueries({ queryKey: operationKey(id) }),
        ),
      );
    },
  });
}

function useReceiptChanged() {
  const client = useQueryClient();
  return (receipt: Receipt) => {
    client.setQueryData(operationKey("getReceipt", { params: { receipt_id: receipt.id } }), receipt);
    return Promise.all(
      (["listReceipts", "listUnbilled", "getRunCharge", "getReceiptPdf", "previewReceipts"] as const).map((id) =>
        client.invalidateQueries({ queryKey: operationKey(id) }),
      ),
    );
  };
}

export function usePayReceipt(receiptId: string) {
  const changed = useReceiptChanged();
  const intention = useIntention();
  return useMutation({
    mutationFn: (body: PayReceiptRequest) =>
      call("payReceipt", { params: { receipt_id: receiptId }, body, idempotencyKey: intention.key }),
    onSuccess: changed,
    onError: intention.renewIfRefused,
  });
}

export function useVoidReceipt(receiptId: string) {
  const changed = useReceiptChanged();
  const intention = useIntention();
  return useMutation({
    mutationFn: (reason: string) =>
      call("voidReceipt", { params: { receipt_id: receiptId }, body: { reason }, idempotencyKey: intention.key }),
    onSuccess: changed,
    onError: intention.renewIfRefused,
  });
}

/** The document as a file. Its text depends on the language and, by payment and void, on the status. */
export function useGetReceiptPdf(receipt: Pick<Receipt, "id" | "status">, lang: Language) {
  const input = { params: { receipt_id: receipt.id }, query: { lang } };
  return useQuery({
    queryKey: [...operationKey("getReceiptPdf", input), receipt.status],
    queryFn: ({ signal }) => download("getReceiptPdf", { ...input, signal }),
    gcTime: 60_000,
  });
}
