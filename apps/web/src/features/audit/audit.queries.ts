import type { AuditVerification } from "@purser/contract/schemas";
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { call, download } from "../../api/client.ts";
import { operationKey, operationPages, operationQuery } from "../../api/operation-query.ts";
import { instantsOf } from "../../ui/format.ts";
import { saveFile } from "../../ui/save-file.ts";
import type { AuditSearch } from "./audit-search.ts";

export function useListAuditRecords(search: AuditSearch) {
  return useInfiniteQuery(operationPages("listAuditRecords", { query: queryOf(search) }));
}

export function useExportAuditRecords(search: AuditSearch) {
  return useMutation({
    mutationFn: async () => saveFile(await download("exportAuditRecords", { query: queryOf(search) }), "audit.csv"),
  });
}

export function useAuditStatus() {
  return useQuery({ ...operationQuery("getAuditStatus"), refetchInterval: 30_000 });
}

export function useListAuditCheckpoints() {
  return useInfiniteQuery(operationPages("listAuditCheckpoints", { query: { limit: 3 } }));
}

export function useTakeAuditCheckpoint() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => call("takeAuditCheckpoint"),
    onSuccess: () => client.invalidateQueries({ queryKey: operationKey("listAuditCheckpoints") }),
  });
}

/** How many records a step of the verification recomputes: the progress moves with each. */
const STEP = 20_000;

/**
 * A read, but a costly one that a person asks for: it runs when they say so and is never repeated by itself. It goes
 * step by step, each from where the one before has ended.
 */
export function useVerifyAudit() {
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null);
  const verification = useMutation({
    mutationFn: async (): Promise<AuditVerification> => {
      let checked = 0;
      let compared = 0;
      for (;;) {
        const step = await call("verifyAudit", { query: { from: checked + 1, to: checked + STEP } });
        checked += step.checked;
        compared += step.checkpoints_compared;
        setProgress({ done: checked, total: step.last_sequence });
        const whole = { ...step, first_sequence: 1, checked, checkpoints_compared: compared };
        if (!step.ok || checked >= step.last_sequence) return whole;
      }
    },
  });
  return { verification, progress };
}

/** Days as the centre's calendar has them, from the first moment of the one to the last of the other. */
function queryOf({ from, to, ...search }: AuditSearch) {
  return { ...search, ...instantsOf({ from, to }) };
}
