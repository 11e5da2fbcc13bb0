import { createRequire } from "node:module";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { layoutReceipt, receiptLayout } from "../src/domains/receipts/core/receipt-layout.ts";
import { PdfPool } from "../src/platform/pdf/pdf-pool.ts";
import { renderPdf } from "../src/platform/pdf/render-pdf.ts";
import { type PlacedText, readPdf } from "../src/testing/pdf-text.ts";
import { sampleReceipt } from "../src/testing/receipt-samples.ts";
import { type BenchResult, median, printResult } from "./bench-result.ts";

const ROUNDS = 9;
const DOCUMENTS_A_ROUND = 12;
const BULK = 500;
const LINES = 30;

interface BareDocument {
  on(event: "data", listener: (chunk: Buffer) => void): void;
  on(event: "end", listener: () => void): void;
  registerFont(name: string, path: string): BareDocument;
  addPage(options: object): BareDocument;
  font(name: string): BareDocument;
  fontSize(points: number): BareDocument;
  text(text: string, x: number, y: number, options: object): BareDocument;
  moveTo(x: number, y: number): BareDocument;
  lineTo(x: number, y: number): BareDocument;
  stroke(): BareDocument;
  end(): void;
}

const require = createRequire(import.meta.url);
const { resolve } = require;
// pdfkit publishes no types; these are the calls the reference makes.
const PdfkitDocument = require("pdfkit") as new (options: object) => BareDocument;
const REGULAR = resolve("@expo-google-fonts/sarabun/400Regular/Sarabun_400Regular.ttf");
const SEMI_BOLD = resolve("@expo-google-fonts/sarabun/600SemiBold/Sarabun_600SemiBold.ttf");

/**
 * A bill of 30 lines against the same pages drawn with bare pdfkit: the same text at the same places in the same fonts,
 * nothing measured, nothing laid out. Then 500 bills through the pool, with the delay of this thread's event loop.
 */
export async function run(): Promise<BenchResult> {
  const bill = sampleReceipt(LINES);
  const languages = ["en", "th"] as const;
  const placed = new Map<string, readonly (readonly PlacedText[])[]>();
  for (const lang of languages) {
    placed.set(lang, (await readPdf(await renderPdf(layoutReceipt(bill, lang)))).pages);
  }
  const ours = async () => {
    for (const lang of languages) await renderPdf(layoutReceipt(bill, lang));
  };
  const bare = async () => {
    for (const lang of languages) await drawBare(placed.get(lang) ?? []);
  };
  for (let warm = 0; warm < 5; warm += 1) {
    await ours();
    await bare();
  }
  const rounds: { ours: number; bare: number }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    rounds.push(
      round % 2 === 0
        ? { ours: await cpuOf(ours), bare: await cpuOf(bare) }
        : reversed(await cpuOf(bare), await cpuOf(ours)),
    );
  }
  return {
    bench: "pdf",
    ratio: median(rounds.map((round) => round.ours / round.bare)),
    goal: { must: 2, aim: 1.3 },
    better: "lower",
    unit: "x CPU of bare pdfkit",
    value: median(rounds.map((round) => round.ours)),
    reference: median(rounds.map((round) => round.bare)),
    rounds: ROUNDS,
    detail: {
      value:
        "CPU milliseconds per document, English and Thai in turn; bare pdfkit parses its fonts for each, as it does",
      lines: LINES,
      ...(await bulk()),
    },
  };
}

function reversed(bareMs: number, oursMs: number): { ours: number; bare: number } {
  return { ours: oursMs, bare: bareMs };
}

/** Milliseconds of CPU for one document. */
async function cpuOf(drawBoth: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  for (let count = 0; count < DOCUMENTS_A_ROUND; count += 2) await drawBoth();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / DOCUMENTS_A_ROUND;
}

async function drawBare(pages: readonly (readonly PlacedText[])[]): Promise<Buffer> {
  const document = new PdfkitDocument({ size: "A4", autoFirstPage: false });
  const chunks: Buffer[] = [];
  const done = new Promise<Buffer>((resolveDone) => {
    document.on("data", (chunk: Buffer) => chunks.push(chunk));
    document.on("end", () => resolveDone(Buffer.concat(chunks)));
  });
  document.registerFont("regular", REGULAR).registerFont("bold", SEMI_BOLD);
  for (const page of pages) {
    document.addPage({ size: "A4", margin: 0 });
    for (const [index, { text, x, y }] of page.entries()) {
      if (text.trim() === "") continue;
      document.font(index % 8 === 0 ? "bold" : "regular").fontSize(9);
      document.text(text, x, 841.89 - y - 9, { lineBreak: false });
    }
    for (let rule = 0; rule < LINES / pages.length; rule += 1) {
      document
        .moveTo(48, 200 + rule * 18)
        .lineTo(547, 200 + rule * 18)
        .stroke();
    }
  }
  document.end();
  return done;
}

/** 500 bills in both languages through two threads, while this thread has nothing else to do but answer. */
async function bulk(): Promise<Record<string, unknown>> {
  await using pool = new PdfPool({ threads: 2, maxQueue: BULK, timeoutMs: 600_000 });
  const bill = sampleReceipt(LINES);
  await Promise.all(Array.from({ length: 8 }, () => pool.render(receiptLayout, bill, "th")));
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const started = performance.now();
  delay.enable();
  const all = await Promise.all(
    Array.from({ length: BULK }, (_, index) =>
      pool.render(receiptLayout, { ...bill, number: `INV-${index}` }, index % 2 === 0 ? "en" : "th"),
    ),
  );
  delay.disable();
  const seconds = (performance.now() - started) / 1000;
  return {
    bulk: BULK,
    bulk_seconds: Number(seconds.toFixed(2)),
    bulk_per_second: Number((BULK / seconds).toFixed(1)),
    bulk_megabytes: Number((all.reduce((sum, bytes) => sum + bytes.length, 0) / 1e6).toFixed(1)),
    event_loop_delay_p99_ms: Number((delay.percentile(99) / 1e6).toFixed(2)),
    event_loop_delay_max_ms: Number((delay.max / 1e6).toFixed(2)),
    event_loop_delay_goal_ms: 20,
  };
}

printResult(await run());
