import { beforeEach, describe, expect, it } from "vitest";
import { addAccounts, addCharges, brokenInvariants, FINANCE, testConfig } from "../../testing/billable-runs.ts";
import { createTestDatabase, type TestDatabase } from "../../testing/database.ts";
import { type IssueContext, issueReceipts } from "./issue-receipts.ts";
import { payReceipt } from "./pay-receipt.ts";
import { answerFor, readReceipt } from "./read-receipt.ts";
import { voidReceipt } from "./void-receipt.ts";

let database: TestDatabase;
let ctx: IssueContext;
let first: string;
let second: string;
const payment = { method: "bank_transfer", reference: "TR 1", paidOn: "2026-11-05", idempotencyKey: null };
const voiding = { reason: "wrong address", idempotencyKey: null };

beforeEach(async () => {
  database = await createTestDatabase();
  const now = new Date("2026-11-05T03:00:00Z");
  ctx = { db: database.db, config: testConfig(), now: () => now, actor: FINANCE, requestId: null };
  const accounts = await addAccounts(database.db.pool, ["alice", "bob"]);
  const charges = [...accounts.values()].map((account) => ({
    ...{ account, endedAt: "2026-10-10T00:00:00Z", cpuMilliseconds: 3_600_000n, cpuMicros: 1_000_000n },
  }));
  await addCharges(database.db.pool, charges);
  const { data } = await issueReceipts(ctx, { month: "2026-10", accountId: null, idempotencyKey: null });
  [first, second] = [data[0]?.id ?? "", data[1]?.id ?? ""];
  return async () => {
    expect(await brokenInvariants(database.db)).toEqual([]);
    await database.drop();
  };
});

async function unbilledCharges(): Promise<number> {
  const { rows } = await database.db.pool.query("select run_id from rating.charge where receipt_id is null");
  return rows.length;
}

describe("payReceipt", () => {
  it("settles a pending receipt and numbers the tax invoice in the month of the payment", async () => {
    const paid = await payReceipt(ctx, { ...payment, receiptId: second });
    expect(paid).toMatchObject({
      status: "paid",
      tax_invoice_number: "RCT-202611-000001",
      payment: { method: "bank_transfer", reference: "TR 1", paid_on: "2026-11-05", recorded_by: "fiona" },
      voided: null,
      may: { pay: false, void: false },
    });
    const { rows } = await database.db.pool.query("select action from audit.record where subject = $1 order by id", [
      second,
    ]);
    expect(rows).toEqual([{ action: "receipt.issued" }, { action: "receipt.paid" }]);
  });

  it("refuses what is paid or void already, and a day that cannot be, without using up a number", async () => {
    await payReceipt(ctx, { ...payment, receiptId: first });
    await expect(payReceipt(ctx, { ...payment, receiptId: first })).rejects.toMatchObject({
      code: "RECEIPT_ALREADY_PAID",
    });
    await expect(payReceipt(ctx, { ...payment, receiptId: second, paidOn: "2026-11-06" })).rejects.toMatchObject({
      code: "RECEIPT_PAYMENT_IN_FUTURE",
    });
    await expect(payReceipt(ctx, { ...payment, receiptId: second, paidOn: "2026-11-04" })).rejects.toMatchObject({
      code: "RECEIPT_PAYMENT_BEFORE_ISSUE",
    });
    await voidReceipt(ctx, { ...voiding, receiptId: second });
    await expect(payReceipt(ctx, { ...payment, receiptId: second })).rejects.toMatchObject({ code: "RECEIPT_VOID" });
    const { rows } = await database.db.pool.query("select last from receipts.series where series = 'RCT'");
    expect(rows).toEqual([{ last: 1 }]);
  });

  it("answers a repeated key with the first answer, also when the receipt is paid by then", async () => {
    const keyed = { ...payment, receiptId: first, idempotencyKey: "pay-1" };
    const answers = await Promise.all([payReceipt(ctx, keyed), payReceipt(ctx, keyed)]);
    expect(answers[1]).toEqual(answers[0]);
    expect(await payReceipt(ctx, keyed)).toEqual(answers[0]);
    await expect(payReceipt(ctx, { ...keyed, reference: "TR 2" })).rejects.toMatchObject({
      code: "IDEMPOTENCY_KEY_REUSED",
    });
  });

  it("lets one of ten win that pay and void the same receipt at once, and tells the others who did", async () => {
    const tries = Array.from({ length: 10 }, (_, index) =>
      index % 2 === 0
        ? payReceipt(ctx, { ...payment, receiptId: first })
        : voidReceipt(ctx, { ...voiding, receiptId: first }),
    );
    const outcomes = await Promise.allSettled(tries);
    const { status } = answerFor(FINANCE, await readReceipt(ctx.db, FINANCE, first));
    expect(outcomes.filter((outcome) => outcome.status === "fulfilled")).toMatchObject([{ value: { status } }]);
    const code = status === "paid" ? "RECEIPT_ALREADY_PAID" : "RECEIPT_VOID";
    for (const outcome of outcomes) if (outcome.status === "rejected") expect(outcome.reason).toMatchObject({ code });
    expect(await unbilledCharges()).toBe(status === "void" ? 1 : 0);
  });

  it("answers a receipt that is not there as not found", async () => {
    const receiptId = "019a0000-0000-7000-8000-00000000dead";
    await expect(payReceipt(ctx, { ...payment, receiptId })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(voidReceipt(ctx, { ...voiding, receiptId })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
});

describe("voidReceipt", () => {
  it("releases the charges and keeps the number, the lines and the reason", async () => {
    const answer = await voidReceipt(ctx, { ...voiding, receiptId: first });
    expect(answer).toMatchObject({
      ...{ status: "void", number: "INV-202610-000001", tax_invoice_number: null, subtotal: "1.00", payment: null },
      voided: { reason: "wrong address", voided_by: "fiona" },
      may: { pay: false, void: false },
    });
    expect(answer.lines).toHaveLength(1);
    expect(await unbilledCharges()).toBe(1);
  });

  it("refuses a paid receipt and one that is void", async () => {
    await payReceipt(ctx, { ...payment, receiptId: first });
    await voidReceipt(ctx, { ...voiding, receiptId: second });
    await expect(voidReceipt(ctx, { ...voiding, receiptId: first })).rejects.toMatchObject({
      code: "RECEIPT_ALREADY_PAID",
    });
    await expect(voidReceipt(ctx, { ...voiding, receiptId: second })).rejects.toMatchObject({ code: "RECEIPT_VOID" });
    expect(await unbilledCharges()).toBe(1);
  });
});
