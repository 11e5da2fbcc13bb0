import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PdfPool } from "../../platform/pdf/pdf-pool.ts";
import { addAccounts, addCharges, FINANCE, testConfig } from "../../testing/billable-runs.ts";
import { createTestDatabase, type TestDatabase } from "../../testing/database.ts";
import { readPdf, textOf } from "../../testing/pdf-text.ts";
import { composeDocument } from "./core/compose-document.ts";
import { drawReceipt, readLogo } from "./draw-receipt.ts";
import { type IssueContext, issueReceipts } from "./issue-receipts.ts";
import { payReceipt } from "./pay-receipt.ts";
import { readReceipt } from "./read-receipt.ts";
import { voidReceipt } from "./void-receipt.ts";

let database: TestDatabase;
let folder: string;
let receiptId: string;
let ctx: IssueContext;

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), "purser-logo-"));
  ctx = {
    db: database.db,
    config: testConfig(),
    now: () => new Date("2026-11-05T03:00:00Z"),
    actor: FINANCE,
    requestId: null,
  };
  const accounts = await addAccounts(database.db.pool, ["alice"]);
  const charge = { account: accounts.get("alice") ?? "", endedAt: "2026-10-10T00:00:00Z" };
  await addCharges(database.db.pool, [{ ...charge, cpuMilliseconds: 5_400_000n, cpuMicros: 1_500_000n }]);
  const { data } = await issueReceipts(ctx, { month: "2026-10", accountId: null, idempotencyKey: null });
  receiptId = data[0]?.id ?? "";
});

afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

describe("the document of a receipt", () => {
  it("names the tier in both languages as it was called at the issue, and by its code where that was not kept", async () => {
    const stored = await readReceipt(ctx.db, FINANCE, receiptId);
    const before = composeDocument({ ...stored, tier_label_en: null, tier_label_th: null }, null);
    expect(before.tier).toEqual({ en: "mu", th: "mu" });
    const insert = `
      insert into receipts.receipt select gen_random_uuid(), 'INV-202610-000002', r.month, 2, r.account_id, r.period_from,
        r.period_to, r.time_zone, r.tier, r.currency, r.run_count, r.subtotal_minor, r.tax_label, r.tax_rate_micros,
        r.tax_minor, r.total_minor, r.seller, r.buyer, r.payment_terms_days, r.due_at, r.issued_at, r.issued_by
      from receipts.receipt as r where r.id = $1`;
    await expect(database.db.pool.query(insert, [receiptId])).rejects.toThrow("receipt_tier_labels");
  });

  it("says what was stored at the issue, whatever has been changed since", async () => {
    await database.db.pool.query(
      "update organisation.billing_account set legal_name = 'Renamed', tax_id = '0000000000000'",
    );
    const owner = new pg.Client(database.url);
    await owner.connect();
    await owner.query("update organisation.tier set label_en = 'Renamed', label_th = 'เปลี่ยนชื่อ'");
    await owner.end();
    const document = composeDocument(await readReceipt(ctx.db, FINANCE, receiptId), null);
    expect(document).toMatchObject({
      ...{ status: "pending", number: "INV-202610-000001", month: "2026-10", timeZone: "Asia/Bangkok" },
      tier: { en: "University", th: "มหาวิทยาลัย" },
      buyer: { name: "Alice", code: "alice", taxId: null },
      seller: { name: "Purser HPC Centre", bank: { accountNumber: "000-0-00000-0" }, logoPng: null },
      lines: [
        { component: "cpu", multiplier: "1", runCount: 1, quantity: "1.500000", unitPrice: "1.00", amount: "1.50" },
      ],
      ...{ subtotal: "1.50", tax: { label: "VAT", rate: "7.00", amount: "0.11" }, total: "1.61" },
      ...{ payment: null, voided: null, paymentTermsDays: 30 },
    });
  });

  it("becomes a receipt under its tax invoice number once it is paid", { timeout: 30_000 }, async () => {
    const payment = { method: "cash", reference: "C-7", paidOn: "2026-11-05", idempotencyKey: null };
    await payReceipt(ctx, { receiptId, ...payment });
    await using pdf = new PdfPool({ threads: 1 });
    const drawn = await drawReceipt({ db: ctx.db, actor: FINANCE, pdf, logoPng: null }, { receiptId, language: "en" });
    expect(drawn.fileName).toBe("RCT-202611-000001-en.pdf");
    const text = textOf((await readPdf(drawn.bytes)).pages);
    for (const part of ["RCT-202611-000001", "INV-202610-000001", "1.61", "C-7", "University"])
      expect(text).toContain(part);
  });
});

describe("the document of a void receipt without tax", () => {
  it("says why and when it was voided, and names no tax", async () => {
    const { rows } = await database.db.pool.query<{ id: string }>("select id from organisation.billing_account");
    await addCharges(database.db.pool, [
      {
        account: rows[0]?.id ?? "",
        endedAt: "2026-10-11T00:00:00Z",
        cpuMilliseconds: 3_600_000n,
        cpuMicros: 9_000_000n,
      },
    ]);
    const untaxed = { ...ctx, config: testConfig({ TAX_RATE_PERCENT: "0" }) };
    const { data } = await issueReceipts(untaxed, { month: "2026-10", accountId: null, idempotencyKey: null });
    const id = data[0]?.id ?? "";
    await voidReceipt(ctx, { receiptId: id, reason: "wrong month", idempotencyKey: null });
    expect(composeDocument(await readReceipt(ctx.db, FINANCE, id), null)).toMatchObject({
      ...{ status: "void", tax: null, subtotal: "9.00", total: "9.00", payment: null, taxInvoiceNumber: null },
      voided: { reason: "wrong month", at: new Date("2026-11-05T03:00:00Z") },
    });
  });
});

describe("readLogo", () => {
  const png = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.alloc(16)]);

  it("reads a PNG", async () => {
    await writeFile(join(folder, "logo.png"), png);
    expect(await readLogo(join(folder, "logo.png"), { warn: () => expect.fail("nothing to warn of") })).toEqual(
      new Uint8Array(png),
    );
    expect(await readLogo(null, { warn: () => expect.fail("nothing to warn of") })).toBeNull();
  });

  it.each([
    ["is no PNG", Buffer.from("GIF89a")],
    ["is larger than 1 MiB", Buffer.concat([png, Buffer.alloc(1024 * 1024)])],
    ["is not there", null],
  ])("leaves out what %s, and says so", async (_name, content) => {
    const file = join(folder, "bad.png");
    await rm(file, { force: true });
    if (content !== null) await writeFile(file, content);
    let warnings = 0;
    const warn = () => {
      warnings += 1;
    };
    expect(await readLogo(file, { warn })).toBeNull();
    expect(warnings).toBe(1);
  });
});
