import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addAccounts, addCharges, brokenInvariants, FINANCE, testConfig } from "../../testing/billable-runs.ts";
import { createTestDatabase } from "../../testing/database.ts";
import { type IssueContext, issueReceipts } from "./issue-receipts.ts";
import { payReceipt } from "./pay-receipt.ts";
import { answerFor, readReceipt } from "./read-receipt.ts";
import { voidReceipt } from "./void-receipt.ts";

/** What the world should be, in the fewest words: charges are money, receipts are piles of it in one of three states. */
interface Model {
  unbilled: bigint[];
  readonly receipts: { status: "pending" | "paid" | "void"; charges: bigint[]; invoice: string | null }[];
  paid: number;
}

interface Real {
  readonly ctx: IssueContext;
  readonly account: string;
  readonly ids: string[];
}

type Command = fc.AsyncCommand<Model, Real>;

/** Refusals are part of the model: the code that must come back, or none. */
async function codeOf(work: Promise<unknown>): Promise<string | null> {
  return await work.then(
    () => null,
    (error: { code: string }) => error.code,
  );
}

class AddCharge implements Command {
  readonly micros: bigint;
  constructor(micros: bigint) {
    this.micros = micros;
  }
  check = () => true;
  async run(model: Model, { ctx, account }: Real): Promise<void> {
    const endedAt = "2026-10-10T00:00:00Z";
    await addCharges(ctx.db.pool, [{ account, endedAt, cpuMilliseconds: 1n, cpuMicros: this.micros }]);
    model.unbilled.push(this.micros);
  }
  toString = () => `charge ${this.micros}`;
}

class Issue implements Command {
  check = () => true;
  async run(model: Model, { ctx, account, ids }: Real): Promise<void> {
    const total = model.unbilled.reduce((sum, micros) => sum + micros, 0n);
    const work = issueReceipts(ctx, { month: "2026-10", accountId: account, idempotencyKey: null });
    if (total < 5_000n) {
      const live = model.receipts.some((receipt) => receipt.status !== "void");
      expect(await codeOf(work)).toBe(live ? "RECEIPT_ALREADY_ISSUED" : "RECEIPT_NOTHING_TO_BILL");
      return;
    }
    const [receipt] = (await work).data;
    expect(receipt).toMatchObject({
      number: `INV-202610-${String(model.receipts.length + 1).padStart(6, "0")}`,
      run_count: model.unbilled.length,
    });
    ids.push(receipt?.id ?? "");
    model.receipts.push({ status: "pending", charges: model.unbilled, invoice: null });
    model.unbilled = [];
  }
  toString = () => "issue";
}

class Settle implements Command {
  readonly action: "pay" | "void";
  readonly seed: number;
  constructor(action: "pay" | "void", seed: number) {
    this.action = action;
    this.seed = seed;
  }
  check = (model: Readonly<Model>) => model.receipts.length > 0;
  async run(model: Model, { ctx, ids }: Real): Promise<void> {
    const index = this.seed % model.receipts.length;
    const receipt = model.receipts[index] ?? expect.fail("no such receipt");
    const receiptId = ids[index] ?? "";
    const payment = { method: "cash", reference: "1", paidOn: "2026-11-05" };
    const code = await codeOf(
      this.action === "pay"
        ? payReceipt(ctx, { receiptId, ...payment, idempotencyKey: null })
        : voidReceipt(ctx, { receiptId, reason: "model", idempotencyKey: null }),
    );
    const refusals = { pending: null, paid: "RECEIPT_ALREADY_PAID", void: "RECEIPT_VOID" } as const;
    expect(code).toBe(refusals[receipt.status]);
    if (receipt.status === "pending") this.apply(model, receipt);
    const answer = answerFor(FINANCE, await readReceipt(ctx.db, FINANCE, receiptId));
    const open = receipt.status === "pending";
    expect(answer).toMatchObject({
      ...{ status: receipt.status, tax_invoice_number: receipt.invoice, run_count: receipt.charges.length },
      may: { pay: open, void: open },
    });
  }
  private apply(model: Model, receipt: Model["receipts"][number]): void {
    if (this.action === "pay") {
      model.paid += 1;
      receipt.status = "paid";
      receipt.invoice = `RCT-202611-${String(model.paid).padStart(6, "0")}`;
    } else {
      receipt.status = "void";
      model.unbilled = [...model.unbilled, ...receipt.charges];
    }
  }
  toString = () => `${this.action} ${this.seed}`;
}

describe("the states of receipts", () => {
  it("are those of the model after any sequence of charges, issues, payments and voids", {
    timeout: 60_000,
  }, async () => {
    const now = () => new Date("2026-11-05T03:00:00Z");
    const ctx = { config: testConfig(), now, actor: FINANCE, requestId: null };
    const commands = fc.commands(
      [
        fc.constantFrom(1n, 2_500n, 4_999n, 5_000n, 1_000_000n).map((micros) => new AddCharge(micros)),
        fc.constant(new Issue()),
        fc.nat(50).map((seed) => new Settle("pay", seed)),
        fc.nat(50).map((seed) => new Settle("void", seed)),
      ],
      { maxCommands: 30 },
    );
    await fc.assert(
      fc.asyncProperty(commands, async (sequence) => {
        await using database = await createTestDatabase();
        const accounts = await addAccounts(database.db.pool, ["alice"]);
        const real = { ctx: { ...ctx, db: database.db }, account: accounts.get("alice") ?? "", ids: [] };
        const model: Model = { unbilled: [], receipts: [], paid: 0 };
        await fc.asyncModelRun(() => ({ model, real }), sequence);
        expect(await brokenInvariants(database.db)).toEqual([]);
      }),
      { numRuns: 15 },
    );
  });
});
