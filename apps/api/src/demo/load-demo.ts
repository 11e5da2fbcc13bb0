import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { billingMonth, dayOf, monthOf, monthsBefore } from "@purser/kernel/period";
import { ensureDemoPeople } from "../domains/identity/bootstrap-admin.ts";
import { runPricer } from "../domains/rating/run-pricer.ts";
import { drawReceipt, readLogo } from "../domains/receipts/draw-receipt.ts";
import { issueReceipts } from "../domains/receipts/issue-receipts.ts";
import { payReceipt } from "../domains/receipts/pay-receipt.ts";
import { voidReceipt } from "../domains/receipts/void-receipt.ts";
import { hasBatches } from "../domains/usage/has-batches.ts";
import { ingestUsage } from "../domains/usage/ingest-usage.ts";
import { jobLifter } from "../integrations/slurm/job-lifter.ts";
import { type AppContext, type RequestContext, systemContext } from "../platform/context.ts";
import type { Db } from "../platform/db.ts";
import type { DevelopmentSecrets } from "../platform/development-secrets.ts";
import type { PdfPool } from "../platform/pdf/pdf-pool.ts";
import { nameDemoBuyers } from "./buyers.ts";
import { DEMO_TIME_ZONE } from "./centre.ts";
import { sacctText } from "./sacct-text.ts";

export interface LoadDemo {
  readonly secrets: Pick<DevelopmentSecrets, "DEMO_FINANCE_PASSWORD" | "DEMO_AUDITOR_PASSWORD" | "DEMO_USER_PASSWORD">;
  /** Where the first PDFs are written. */
  readonly documents: string;
  readonly onStep: (step: string, milliseconds: number) => void;
}

const SEED = 20_260_901;
const RUNS = 20_000;
const PDFS = 3;

/** Whether the database is as good as new, so that the demonstration harms nothing. */
export async function isDemoWanted(db: Db): Promise<boolean> {
  return !(await hasBatches(db));
}

type DemoContext = AppContext & { readonly pdf: PdfPool };

/**
 * Loads the demonstration centre through the ordinary use cases: three months of runs, two of them billed, most of the
 * older bills paid, and one voided.
 */
export async function loadDemo(app: DemoContext, { secrets, documents, onStep }: LoadDemo): Promise<void> {
  const ctx = { ...systemContext(app), pdf: app.pdf };
  const timed = async <T>(step: string, work: () => Promise<T>): Promise<T> => {
    const from = performance.now();
    const result = await work();
    onStep(step, performance.now() - from);
    return result;
  };
  await timed("demo: people", async () => await ensureDemoPeople(ctx, people(secrets)));
  const current = monthOf(ctx.now(), ctx.config.billingTimeZone);
  const [older, newer] = [monthsBefore(current, 2), monthsBefore(current, 1)];
  await timed("demo: 20,000 runs", async () => await ingestDemo(ctx, older));
  await timed("demo: buyers", async () => await nameDemoBuyers(ctx));
  const ids = await timed("demo: bills", async () => await issueDemo(ctx, { older, newer }));
  await timed("demo: first PDFs", async () => await writePdfs(ctx, ids.slice(0, PDFS), documents));
}

function people(secrets: LoadDemo["secrets"]) {
  return [
    person("finance", "Finance Office", { role: "finance", password: secrets.DEMO_FINANCE_PASSWORD }),
    person("auditor", "Internal Audit", { role: "auditor", password: secrets.DEMO_AUDITOR_PASSWORD }),
    person("akara.suksai", "Akara Suksai", { role: "user", password: secrets.DEMO_USER_PASSWORD }),
  ];
}

function person(
  username: string,
  displayName: string,
  { role, password }: { role: "finance" | "auditor" | "user"; password: string },
) {
  return { username, displayName, roles: [role], password, slurmUsers: role === "user" ? [username] : [] };
}

async function ingestDemo(ctx: RequestContext, firstMonth: string): Promise<void> {
  const { from } = billingMonth(firstMonth, ctx.config.billingTimeZone);
  const content = chunks(sacctText({ seed: SEED, runs: RUNS, from, to: ctx.now() }));
  const input = {
    source: "demo" as const,
    sourceName: "demonstration centre",
    content,
    cluster: null,
    idempotencyKey: null,
  };
  await ingestUsage({ ...ctx, pricer: runPricer, lifter: jobLifter }, { ...input, timeZone: DEMO_TIME_ZONE });
}

async function* chunks(text: Iterable<Buffer>): AsyncGenerator<Buffer> {
  yield* text;
}

/** Issues both complete months, pays two thirds of the older one, and voids one bill of the newer. */
async function issueDemo(ctx: RequestContext, { older, newer }: { older: string; newer: string }): Promise<string[]> {
  const first = await issueReceipts(ctx, { month: older, accountId: null, idempotencyKey: null });
  const second = await issueReceipts(ctx, { month: newer, accountId: null, idempotencyKey: null });
  const paidOn = dayOf(ctx.now(), ctx.config.billingTimeZone);
  for (const [index, receipt] of first.data.entries()) {
    if (index % 3 === 2) continue;
    const reference = `TRF-${String(index + 1).padStart(5, "0")}`;
    await payReceipt(ctx, { receiptId: receipt.id, method: "bank_transfer", reference, paidOn, idempotencyKey: null });
  }
  const last = second.data.at(-1);
  if (last !== undefined) {
    await voidReceipt(ctx, { receiptId: last.id, reason: "Billed to the wrong organisation", idempotencyKey: null });
  }
  return [...first.data, ...second.data].map(({ id }) => id);
}

/** Writes documents in both languages; a file appears whole or not at all. */
async function writePdfs(
  ctx: RequestContext & { pdf: PdfPool },
  receiptIds: readonly string[],
  folder: string,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const logoPng = await readLogo(ctx.config.seller.logoFile, ctx.log);
  for (const receiptId of receiptIds) {
    for (const language of ["en", "th"] as const) {
      const { fileName, bytes } = await drawReceipt({ ...ctx, logoPng }, { receiptId, language });
      const file = join(folder, fileName);
      await writeFile(`${file}.part`, bytes);
      await rename(`${file}.part`, file);
    }
  }
}
