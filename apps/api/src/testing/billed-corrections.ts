import type { Run } from "../domains/jobs/core/run.ts";
import { decideBilledChange } from "../domains/rating/decide-billed-change.ts";
import { type BilledChange, listBilledChanges } from "../domains/rating/list-billed-changes.ts";
import { type IssueContext, issueReceipts } from "../domains/receipts/issue-receipts.ts";
import { previewReceipts } from "../domains/receipts/preview-receipts.ts";
import { readReceipt } from "../domains/receipts/read-receipt.ts";
import { voidReceipt } from "../domains/receipts/void-receipt.ts";
import type { Db } from "../platform/db.ts";
import { FINANCE, testConfig } from "./billable-runs.ts";
import { exampleRun } from "./example-rating.ts";
import { storeAndRate } from "./rated-runs.ts";

/** Micro-units for each CPU of `runOf`: an hour at the private tier's price. */
export const CPU_MICROS = 5_000_000n;

/** One hour on so many CPUs, ended on the tenth of a month of 2026, of `somchai` unless it says who. */
export function runOf(
  jobId: number,
  { month = 3, cpus = 2, ...change }: Partial<Run> & { month?: number; cpus?: number } = {},
): Run {
  const startedAt = Date.UTC(2026, month - 1, 10, 1) / 1000;
  const times = { submittedAt: startedAt, eligibleAt: startedAt, startedAt, endedAt: startedAt + 3_600 };
  const held = { allocatedCpus: cpus, allocatedMemoryMib: 0, gpus: 0, gpuTypes: {}, user: "somchai" };
  return { ...exampleRun({ jobId }), ...times, ...held, ...change };
}

export type BilledCorrections = ReturnType<typeof billedCorrections>;

/** Bills and corrections as finance makes them, on the fifth of June 2026. */
export function billedCorrections(db: Db) {
  const now = () => new Date("2026-06-05T03:00:00Z");
  const config = testConfig({ TAX_RATE_PERCENT: "7" });
  const ctx: IssueContext = { db, config, now, actor: FINANCE, requestId: null };
  const store = async (...runs: Run[]) => await storeAndRate(db, runs);
  const issue = async (month: string) =>
    (await issueReceipts(ctx, { month, accountId: null, idempotencyKey: null })).data;
  const receiptOf = async (id: string | undefined) => await readReceipt(db, FINANCE, id ?? "");
  return {
    ...{ store, issue, receiptOf },
    preview: async (month: string) => await previewReceipts(ctx, { month, accountId: null }),
    voided: async (receiptId: string) => await voidReceipt(ctx, { receiptId, reason: "test", idempotencyKey: null }),
    changes: async (status: BilledChange["status"] | null = "open") =>
      await listBilledChanges(db, { limit: 500, after: null, status, accountId: null, runId: null }),
    decide: async (change: BilledChange | undefined, outcome: "acknowledged" | "adjusted" = "adjusted") =>
      await decideBilledChange(ctx, {
        ...{ runId: change?.run_id ?? "", batchId: change?.batch_id ?? "", outcome, note: "as discussed" },
        idempotencyKey: null,
      }),
    /** Component, corrected receipt and minor units of each line. */
    lines: async (id: string | undefined) =>
      (await receiptOf(id)).lines.map((line) => [line.component, line.corrects, line.amount_minor]),
    /** A billed run of two CPU-hours that a record has since corrected to so many. */
    corrected: async (cpus: number): Promise<{ receiptId: string; number: string }> => {
      await store(runOf(1));
      const [receipt] = await issue("2026-03");
      await store(runOf(1, { cpus }));
      return { receiptId: receipt?.id ?? "", number: receipt?.number ?? "" };
    },
  };
}
