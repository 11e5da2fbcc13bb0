import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { call, download } from "../../api/client.ts";
import { newIdempotencyKey } from "../../api/idempotency-key.ts";
import { operationKey, operationPages, operationQuery } from "../../api/operation-query.ts";
import { type UploadProgress, upload } from "../../api/upload.ts";
import { instantsOf } from "../../ui/format.ts";
import { saveFile } from "../../ui/save-file.ts";

export function useListUsageBatches() {
  return useInfiniteQuery(operationPages("listUsageBatches"));
}

export function useGetUsageBatch(batchId: string) {
  return useQuery(operationQuery("getUsageBatch", { params: { batch_id: batchId } }));
}

export function useListUsageRejects(batchId: string) {
  return useInfiniteQuery(operationPages("listUsageRejects", { params: { batch_id: batchId } }));
}

/** The lines as they came, or with their reasons for a spreadsheet. */
export function useDownloadRejects(batchId: string, form: "text" | "csv") {
  const [id, name] =
    form === "text"
      ? (["downloadUsageRejects", "rejects.txt"] as const)
      : (["exportUsageRejects", "rejects.csv"] as const);
  return useMutation({
    mutationFn: async () => saveFile(await download(id, { params: { batch_id: batchId } }), name),
  });
}

/** Reads the open rejects again. What is taken in changes runs, charges and what is unbilled: all is asked for anew. */
export function useRetryUsageRejects(batchId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => call("retryUsageRejects", { params: { batch_id: batchId }, idempotencyKey: newIdempotencyKey() }),
    onSuccess: () => client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "getMe" }),
  });
}

export interface UploadRequest {
  readonly file: File;
  readonly cluster: string;
  readonly timeZone: string;
  /** The days that Slurm was asked for, both within; none where it is not told. */
  readonly days: { readonly from?: string; readonly to?: string };
  readonly signal: AbortSignal;
  readonly onProgress: (progress: UploadProgress) => void;
}

export function useUploadUsageBatch() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ file, cluster, timeZone, days, signal, onProgress }: UploadRequest) =>
      upload("uploadUsageBatch", {
        file,
        signal,
        onProgress,
        idempotencyKey: newIdempotencyKey(),
        query: {
          source_name: file.name.slice(0, 255),
          ...(cluster === "" ? {} : { cluster }),
          ...(timeZone === "" ? {} : { time_zone: timeZone }),
          ...askedTime(days),
        },
      }),
    // New runs change runs, charges, accounts and what is unbilled: everything is asked for again when it is next shown.
    onSuccess: (batch) => {
      client.setQueryData(operationKey("getUsageBatch", { params: { batch_id: batch.id } }), batch);
      return client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== "getMe" });
    },
  });
}

/** From the first moment of the one day to the last of the other. */
function askedTime(days: UploadRequest["days"]): { read_from?: string; read_until?: string } {
  const { from, to } = instantsOf({ from: days.from, to: days.to });
  return from === undefined || to === undefined ? {} : { read_from: from, read_until: to };
}
