import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { SYSTEM_ACTOR } from "../../platform/context.ts";
import { addAccounts, addCharges, brokenInvariants, CARDS, FINANCE, testConfig } from "../../testing/billable-runs.ts";
import { createTestDatabase, type TestDatabase } from "../../testing/database.ts";
import { type IssueContext, issueReceipts } from "./issue-receipts.ts";
import { payReceipt } from "./pay-receipt.ts";
import { previewReceipts } from "./preview-receipts.ts";
import { readReceipt } from "./read-receipt.ts";
import { voidReceipt } from "./void-receipt.ts";

let database: TestDatabase;
let ctx: IssueContext;
let accounts: Map<string, string>;
const account = (user: string) => accounts.get(user) ?? "";
const october = { month: "2026-10", accountId: null, idempotencyKey: null };

beforeAll(() => {
  process.env.TZ = "America/New_York"; // nothing may depend on the zone of the machine
});

beforeEach(async () => {
  database = await createTestDatabase();
  const now = new Date("2026-11-05T03:00:00Z");
  ctx = { db: database.db, config: testConfig(), now: () => now, actor: FINANCE, requestId: "request-1" };
  accounts = await addAccounts(database.db.pool, ["alice", "bob", "carol"]);
  return async () => {
    expect(await brokenInvariants(database.db)).toEqual([]);
    await database.drop();
  };
});

afterAll(() => {
  delete process.env.TZ;
});

async function charge(user: string, endedAt: string, cpuMicros: bigint, more: object = {}): Promise<void> {
  const wanted = { account: account(user), endedAt, cpuMilliseconds: 3_600_000n, cpuMicros, ...more };
  await addCharges(database.db.pool, [wanted]);
}

describe("issueReceipts", () => {
  it("bills the month of the billing zone that a run ended in: the first instant counts, the last does not", async () => {
    await charge("alice", "2026-09-30T16:59:59Z", 1_000_000n); // still September in Bangkok
    await charge("alice", "2026-09-30T17:00:00Z", 2_000_000n);
    await charge("alice", "2026-10-31T16:59:59Z", 4_000_000n);
    await charge("alice", "2026-10-31T17:00:00Z", 8_000_000n); // November
    const { issued, data } = await issueReceipts(ctx, october);
    expect(issued).toBe(1);
    expect(data).toMatchObject([
      { number: "INV-202610-000001", status: "pending", run_count: 2, subtotal: "6.00", tax: "0.42", total: "6.42" },
    ]);
    const receipt = await readReceipt(ctx.db, FINANCE, data[0]?.id ?? "");
    expect([receipt.period_from.toISOString(), receipt.period_to.toISOString()]).toEqual([
      "2026-09-30T17:00:00.000Z",
      "2026-10-31T17:00:00.000Z",
    ]);
  });

  it("numbers accounts by code, records each receipt, and copies parties, tax and terms onto it", async () => {
    await database.db.pool.query(
      "update organisation.billing_account set legal_name = 'Bob Ltd', address = E'1 Road\\n\\n Bangkok ', tax_id = '0105500000001', branch = '00000' where code = 'bob'",
    );
    await charge("bob", "2026-10-10T00:00:00Z", 1_000_000n);
    await charge("alice", "2026-10-10T00:00:00Z", 1_000_000n);
    const { data } = await issueReceipts(ctx, october);
    expect(data.map((receipt) => [receipt.number, receipt.account_code])).toEqual([
      ["INV-202610-000001", "alice"],
      ["INV-202610-000002", "bob"],
    ]);
    const bob = data[1]?.id ?? "";
    expect(await readReceipt(ctx.db, FINANCE, bob)).toMatchObject({
      buyer: { name: "Bob Ltd", code: "bob", address_lines: ["1 Road", "Bangkok"], tax_id: "0105500000001" },
      seller: { name: "Purser HPC Centre", bank: { accountNumber: "000-0-00000-0" } },
      tax_label: "VAT",
      tax_rate_micros: 70_000n,
      payment_terms_days: 30,
      due_at: new Date("2026-12-05T03:00:00Z"),
      issued_by: "fiona",
    });
    const { rows } = await database.db.pool.query(
      "select actor_name, action, detail from audit.record where subject = $1",
      [bob],
    );
    expect(rows).toMatchObject([
      { actor_name: "fiona", action: "receipt.issued", detail: { number: "INV-202610-000002" } },
    ]);
  });

  it("prints lines by component, GPU type and multiplier that add up to the subtotal", async () => {
    await charge("alice", "2026-10-10T00:00:00Z", 3_799_566_666n, {
      ...{ gpuSeconds: 7200n, gpuMicros: 1_238_113_333n, gpuType: "a100" },
      ...{ memoryKibSeconds: 3600n * 1_048_576n, memoryMicros: 1_298_566_666n },
    });
    await charge("alice", "2026-10-11T00:00:00Z", 5_000n, {
      ...{
        partition: "big|ใหญ่",
        partitionMultiplierMicros: 1_500_000n,
        gpuSeconds: 5400n,
        gpuMicros: 3n,
        minimumMicros: 7n,
      },
      gpuParts: [
        { type: "a100", seconds: 3600, hour_micros: 5_000_000, micros: 1 },
        { type: null, seconds: 1800, hour_micros: 5_000_000, micros: 2 },
      ],
    });
    const { data } = await issueReceipts(ctx, october);
    const { lines, subtotal_minor } = await readReceipt(ctx.db, FINANCE, data[0]?.id ?? "");
    expect(
      lines.map((line) => [line.component, line.gpu_type, line.partition, line.quantity_seconds, line.exact_micros]),
    ).toEqual([
      ["cpu", null, null, "3600.000", "3799566666"],
      ["cpu", null, "big|ใหญ่", "3600.000", "5000"],
      ["gpu", null, "big|ใหญ่", "1800", "2"],
      ["gpu", "a100", null, "7200", "1238113333"],
      ["gpu", "a100", "big|ใหญ่", "3600", "1"],
      ["memory", null, null, "3600.00000000000000000000", "1298566666"],
      ["minimum", null, "big|ใหญ่", "0", "7"],
    ]);
    expect(lines.reduce((total, line) => total + line.amount_minor, 0n)).toBe(subtotal_minor);
    expect(subtotal_minor).toBe(633_625n);
  });

  it("previews exactly what it then issues, and changes nothing by it", async () => {
    await charge("alice", "2026-10-10T00:00:00Z", 12_345_678n);
    await charge("alice", "2026-10-10T00:00:00Z", 1_000_001n, { card: CARDS.gov });
    await charge("bob", "2026-10-10T00:00:00Z", 4_999n);
    const preview = await previewReceipts(ctx, { month: "2026-10", accountId: null });
    expect(preview.data).toHaveLength(1);
    const { data } = await issueReceipts(ctx, october);
    const { run_count, subtotal, tax, total, tier } = data[0] ?? expect.fail("nothing was issued");
    expect(preview.data[0]).toMatchObject({ account_code: "alice", run_count, subtotal, tax, total, tier });
    expect(preview.data[0]?.lines.map((line) => line.unit_price)).toEqual(["1.00", "3.00"]);
    expect(await previewReceipts(ctx, { month: "2026-10", accountId: null })).toMatchObject({ data: [] });
  });

  it("leaves an account that comes to less than half a satang unbilled until it comes to more", async () => {
    await charge("alice", "2026-10-10T00:00:00Z", 4_999n);
    await expect(issueReceipts(ctx, october)).rejects.toMatchObject({ code: "RECEIPT_NOTHING_TO_BILL", details: [] });
    await charge("alice", "2026-10-11T00:00:00Z", 1n);
    await expect(issueReceipts(ctx, october)).resolves.toMatchObject({
      data: [{ run_count: 2, subtotal: "0.01", tax: "0.00" }],
    });
  });

  it("bills charges that come later on a further receipt, and them alone", async () => {
    await charge("alice", "2026-10-10T00:00:00Z", 1_000_000n);
    await issueReceipts(ctx, october);
    await charge("alice", "2026-10-12T00:00:00Z", 2_000_000n);
    await expect(issueReceipts(ctx, october)).resolves.toMatchObject({
      issued: 1,
      data: [{ number: "INV-202610-000002", run_count: 1, subtotal: "2.00" }],
    });
  });

  it("names the live receipt when one account has nothing more, and counts them when all have nothing", async () => {
    await charge("alice", "2026-10-10T00:00:00Z", 1_000_000n);
    const { data } = await issueReceipts(ctx, october);
    await expect(issueReceipts(ctx, { ...october, accountId: account("alice") })).rejects.toMatchObject({
      code: "RECEIPT_ALREADY_ISSUED",
      details: [{ receipt_id: data[0]?.id, number: "INV-202610-000001" }],
    });
    await expect(issueReceipts(ctx, { ...october, accountId: account("bob") })).rejects.toMatchObject({
      code: "RECEIPT_NOTHING_TO_BILL",
    });
    await expect(issueReceipts(ctx, october)).rejects.toMatchObject({
      code: "RECEIPT_NOTHING_TO_BILL",
      details: [{ live_receipts: 1 }],
    });
  });

  it("refuses a month that is not over in the billing zone, to the instant", async () => {
    await charge("alice", "2026-10-10T00:00:00Z", 1_000_000n);
    const at = (text: string) => ({ ...ctx, now: () => new Date(text) });
    await expect(issueReceipts(at("2026-10-31T16:59:59.999Z"), october)).rejects.toMatchObject({
      code: "RECEIPT_MONTH_NOT_OVER",
    });
    await expect(issueReceipts(at("2026-10-31T17:00:00Z"), october)).resolves.toMatchObject({ issued: 1 });
  });

  it("refuses charges in two currencies, shows both in the preview, and leaves no gap in the numbers", async () => {
    await addCard("019a0000-0000-7000-8000-0000000000aa", "USD");
    await charge("alice", "2026-10-10T00:00:00Z", 1_000_000n);
    await charge("alice", "2026-10-10T00:00:00Z", 1_000_000n, { card: "019a0000-0000-7000-8000-0000000000aa" });
    await expect(issueReceipts(ctx, october)).rejects.toMatchObject({
      code: "RECEIPT_MIXED_CURRENCIES",
      details: [{ account_code: "alice", currencies: "THB USD" }],
    });
    const preview = await previewReceipts(ctx, { month: "2026-10", accountId: null });
    expect(preview.data.map((each) => each.currency).sort()).toEqual(["THB", "USD"]);
    await charge("bob", "2026-10-10T00:00:00Z", 1_000_000n);
    const { data } = await issueReceipts(ctx, { ...october, accountId: account("bob") });
    expect(data[0]?.number).toBe("INV-202610-000001");
  });

  it("answers an account that is not there as not found", async () => {
    const accountId = "019a0000-0000-7000-8000-00000000dead";
    await expect(issueReceipts(ctx, { ...october, accountId })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(previewReceipts(ctx, { month: "2026-10", accountId })).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("answers a repeated key with the first answer, and refuses the key for another request", async () => {
    await charge("alice", "2026-10-10T00:00:00Z", 1_000_000n);
    const keyed = { ...october, idempotencyKey: "key-1" };
    const answers = await Promise.all([
      issueReceipts(ctx, keyed),
      issueReceipts(ctx, keyed),
      issueReceipts(ctx, keyed),
    ]);
    await charge("alice", "2026-10-11T00:00:00Z", 1_000_000n);
    answers.push(await issueReceipts(ctx, keyed));
    expect(new Set(answers.map((answer) => JSON.stringify(answer.data.map((each) => each.id)))).size).toBe(1);
    await expect(issueReceipts(ctx, { ...keyed, month: "2026-09" })).rejects.toMatchObject({
      code: "IDEMPOTENCY_KEY_REUSED",
    });
    await expect(issueReceipts({ ...ctx, actor: SYSTEM_ACTOR }, keyed)).resolves.toMatchObject({ issued: 1 });
  });

  it("bills without tax where there is none, and amounts far beyond 2^53", async () => {
    await charge("alice", "2026-10-10T00:00:00Z", 298_261_617_777_777_777n);
    await charge("alice", "2026-10-10T00:00:00Z", 298_261_617_777_777_777n);
    const untaxed = { ...ctx, config: testConfig({ TAX_RATE_PERCENT: "0" }) };
    await expect(issueReceipts(untaxed, october)).resolves.toMatchObject({
      data: [{ subtotal: "596523235555.56", tax: "0.00", total: "596523235555.56" }],
    });
  });
});

describe("what was issued", () => {
  it.each(["purser_app", "postgres"])("is not changed, removed or emptied by %s", async (role) => {
    await charge("alice", "2026-10-10T00:00:00Z", 1_000_000n);
    await charge("bob", "2026-10-10T00:00:00Z", 1_000_000n);
    const { data } = await issueReceipts(ctx, october);
    await payReceipt(ctx, {
      ...{ receiptId: data[0]?.id ?? "", method: "cash", reference: "1", paidOn: "2026-11-05", idempotencyKey: null },
    });
    const client = new (await import("pg")).default.Client({ connectionString: database.url });
    await client.connect();
    if (role === "purser_app") await client.query("set role purser_app");
    const expected = role === "purser_app" ? /permission denied/ : /is history and is not changed/;
    const columns = { receipt: "tier", line: "basis", item: "run_id", settlement: "settled_by" };
    for (const [table, column] of Object.entries(columns)) {
      await expect(client.query(`update receipts.${table} set ${column} = ${column}`)).rejects.toThrow(expected);
      await expect(client.query(`delete from receipts.${table}`)).rejects.toThrow(expected);
      await expect(client.query(`truncate receipts.${table} cascade`)).rejects.toThrow(expected);
    }
    if (role === "purser_app") {
      await expect(client.query("update rating.charge set cpu_micros = 0")).rejects.toThrow(expected);
      await expect(client.query("delete from receipts.series")).rejects.toThrow(expected);
    }
    await client.end();
  });

  it("cannot get lines that do not add up", async () => {
    await charge("alice", "2026-10-10T00:00:00Z", 1_000_000n);
    const { data } = await issueReceipts(ctx, october);
    const insert = `insert into receipts.line (receipt_id, position, component, basis, multiplier_micros, unit_price_micros,
      quantity_seconds, run_count, exact_micros, amount_minor) values ($1, 2, 'cpu', 'allocated', 1000000, 0, 0, 1, 0, 1)`;
    await expect(database.db.pool.query(insert, [data[0]?.id])).rejects.toMatchObject({ code: "P0409" });
  });

  it("is billed again under a new number once it is void, with the same charges and figures", async () => {
    await charge("alice", "2026-10-10T00:00:00Z", 1_234_567n);
    await charge("alice", "2026-10-11T00:00:00Z", 7_654_321n);
    const first = (await issueReceipts(ctx, october)).data[0] ?? expect.fail("nothing was issued");
    await voidReceipt(ctx, { receiptId: first.id, reason: "wrong address", idempotencyKey: null });
    const second = (await issueReceipts(ctx, october)).data[0] ?? expect.fail("nothing was issued");
    expect(second).toMatchObject({ number: "INV-202610-000002", run_count: 2, total: first.total });
    const items = async (id: string) =>
      (
        await database.db.pool.query("select run_id, cpu_micros from receipts.item where receipt_id = $1 order by 1", [
          id,
        ])
      ).rows;
    expect(await items(second.id)).toEqual(await items(first.id));
    expect(await readReceipt(ctx.db, FINANCE, first.id)).toMatchObject({
      outcome: "void",
      lines: [{ exact_micros: "8888888", amount_minor: 889n }],
    });
  });
});

/** The program may not write rate cards: this is done as the owner. */
async function addCard(id: string, currency: string): Promise<void> {
  const client = new (await import("pg")).default.Client({ connectionString: database.url });
  await client.connect();
  await client.query(
    `insert into rating.rate_card select $1, tier, $2, '2026-01-01', cpu_hour_micros, gpu_hour_micros, memory_gib_hour_micros,
       gpu_type_hour_micros, cpu_basis, memory_basis, partition_multiplier_micros, qos_multiplier_micros, minimum_charge_micros,
       free_states, now(), 'test' from rating.rate_card where tier = 'mu' limit 1`,
    [id, currency],
  );
  await client.end();
}
