import { decideBilledChange } from "../domains/rating/decide-billed-change.ts";
import { runPricer } from "../domains/rating/run-pricer.ts";
import { type IssueContext, issueReceipts } from "../domains/receipts/issue-receipts.ts";
import { payReceipt } from "../domains/receipts/pay-receipt.ts";
import { voidReceipt } from "../domains/receipts/void-receipt.ts";
import { ingestUsage } from "../domains/usage/ingest-usage.ts";
import { retryRejects } from "../domains/usage/retry-rejects.ts";
import { jobLifter } from "../integrations/slurm/job-lifter.ts";
import type { AppContext } from "../platform/context.ts";
import type { Db } from "../platform/db.ts";
import { createLog } from "../platform/log.ts";
import { FINANCE, testConfig } from "../testing/billable-runs.ts";

/** One call of a workflow that moves money or decides what it will be, with its Idempotency-Key. */
export type MoneyStep =
  | { readonly workflow: "ingest"; readonly text: string; readonly key: string }
  | { readonly workflow: "issue"; readonly accountId: string; readonly key: string }
  | { readonly workflow: "retry"; readonly batchId: string; readonly key: string }
  | { readonly workflow: "decide"; readonly runId: string; readonly batchId: string; readonly key: string }
  | { readonly workflow: "pay" | "void"; readonly receiptId: string; readonly key: string };

/** A day on which October 2026 is over, so that it can be billed. */
export const TODAY = new Date("2026-11-21T05:00:00Z");

/** Takes the step as finance would, over the given connections, and returns the answer as JSON would carry it. */
export async function takeStep(db: Db, step: MoneyStep): Promise<unknown> {
  return JSON.parse(JSON.stringify(await answerOf(db, step)));
}

async function answerOf(db: Db, step: MoneyStep): Promise<unknown> {
  const ctx = faultContext(db);
  const idempotencyKey = step.key;
  switch (step.workflow) {
    case "ingest":
      return await ingestText(db, step.text, { key: step.key });
    case "retry":
      return await retryRejects(
        { ...ctx, client: null, call: null, pricer: runPricer, lifter: jobLifter },
        { batchId: step.batchId, idempotencyKey },
      );
    case "decide": {
      const { runId, batchId, key: note } = step;
      return await decideBilledChange(ctx, { runId, batchId, outcome: "adjusted", note, idempotencyKey });
    }
    case "issue":
      return await issueReceipts(ctx, { month: "2026-10", accountId: step.accountId, idempotencyKey });
    case "pay": {
      const payment = { method: "bank_transfer", reference: step.key, paidOn: "2026-11-21" };
      return await payReceipt(ctx, { receiptId: step.receiptId, ...payment, idempotencyKey });
    }
    case "void":
      return await voidReceipt(ctx, { receiptId: step.receiptId, reason: `fault ${step.key}`, idempotencyKey });
  }
}

/** Ingests a text that is at hand, or the pieces of one; its key, if any, is also its name. */
export async function ingestText(
  db: Db,
  text: string | Buffer | AsyncIterable<Buffer>,
  { key = null, now = TODAY, maxUploadBytes }: { key?: string | null; now?: Date; maxUploadBytes?: number } = {},
) {
  const app = faultContext(db);
  const config = { ...app.config, ...(maxUploadBytes !== undefined && { maxUploadBytes }) };
  const ctx = { ...app, config, now: () => now, client: null, call: null, pricer: runPricer, lifter: jobLifter };
  const content = typeof text === "string" || Buffer.isBuffer(text) ? pieces(Buffer.from(text)) : text;
  return await ingestUsage(ctx, {
    ...{ source: "upload", sourceName: key ?? "upload", content, cluster: null, timeZone: "UTC" },
    idempotencyKey: key,
  });
}

/** In pieces as a socket would bring them. */
async function* pieces(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += 64 * 1024) yield bytes.subarray(at, at + 64 * 1024);
}

/** The program as finance works with it, on a day of November 2026. */
export function faultContext(db: Db): AppContext & IssueContext {
  const log = createLog({ level: "silent" });
  return { db, config: testConfig(), log, now: () => TODAY, actor: FINANCE, requestId: null };
}
