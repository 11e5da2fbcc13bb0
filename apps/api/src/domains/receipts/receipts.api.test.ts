import type { ReceiptList } from "@purser/contract/schemas";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addAccounts, addCharges, brokenInvariants } from "../../testing/billable-runs.ts";
import { type ContractApp, startContractApp } from "../../testing/contract-app.ts";
import { type SignedIn, signInAs } from "../../testing/tokens.ts";

const RECEIPTS = "/api/v1/receipts";
const ABSENT = "019a0000-0000-7000-8000-00000000dead";

let app: ContractApp;
let alice: SignedIn;
let accounts: Map<string, string>;
let receiptOf: Map<string, { id: string; number: string }>;

beforeAll(async () => {
  app = await startContractApp({ now: () => new Date("2026-11-05T03:00:00Z") });
  alice = await signInAs(app.ctx, "user", { username: "alice", slurmUsers: ["alice"] });
  accounts = await addAccounts(app.database.db.pool, ["alice", "bob", "carol", "dave", "erin", "percent%_"]);
  const charges = [...accounts.values()].flatMap((account) =>
    [1, 2, 3].map((day) => ({
      ...{ account, endedAt: `2026-10-0${day}T00:00:00Z`, cpuMilliseconds: 3_600_000n, cpuMicros: 1_000_000n },
      ...{ memoryKibSeconds: 3_774_873_600n, memoryMicros: 500_000n },
    })),
  );
  await addCharges(app.database.db.pool, charges);
  const answer = await post("", { month: "2026-10" });
  expect(answer.statusCode).toBe(201);
  const { data } = answer.json<{ data: { id: string; number: string; account_code: string }[] }>();
  receiptOf = new Map(data.map((receipt) => [receipt.account_code, receipt]));
});

afterAll(async () => {
  expect(await brokenInvariants(app.database.db)).toEqual([]);
  await app[Symbol.asyncDispose]();
});

const idOf = (user: string) => receiptOf.get(user)?.id ?? "";

async function get(path: string, as: SignedIn = app.as.finance) {
  return await app.inject({ url: `${RECEIPTS}${path}`, headers: as.headers });
}

async function post(path: string, payload: object, headers: object = {}, as: SignedIn = app.as.finance) {
  return await app.inject({
    method: "POST",
    url: `${RECEIPTS}${path}`,
    payload,
    headers: { ...as.headers, ...headers },
  });
}

const payment = { method: "bank_transfer", reference: "TR 1", paid_on: "2026-11-05" };

describe("listReceipts", () => {
  it("pages through all receipts, the last issued first, each of them once", async () => {
    const numbers: string[] = [];
    let cursor: string | null = "";
    while (cursor !== null) {
      const page: ReceiptList = (await get(`?limit=4${cursor === "" ? "" : `&cursor=${cursor}`}`)).json();
      numbers.push(...page.data.map((receipt) => receipt.number));
      cursor = page.next_cursor;
    }
    expect(numbers).toEqual([6, 5, 4, 3, 2, 1].map((sequence) => `INV-202610-00000${sequence}`));
  });

  it.each([
    ["month=2026-10", 6],
    ["month=2026-09", 0],
    ["status=paid", 0],
    ["search=000003", 1],
    ["search=CAROL", 1],
    ["search=%25_", 1], // a percent sign is a percent sign
  ])("filters by %s", async (query, count) => {
    expect((await get(`?${query}`)).json().data).toHaveLength(count);
  });

  it("filters by account, and shows a user their own receipts only", async () => {
    expect((await get(`?account_id=${accounts.get("bob")}`)).json().data).toMatchObject([{ account_code: "bob" }]);
    expect((await get("", alice)).json().data).toMatchObject([{ account_code: "alice" }]);
    expect((await get(`?account_id=${accounts.get("bob")}`, alice)).json().data).toEqual([]);
    expect((await get("?search=bob", alice)).json().data).toEqual([]);
    expect((await get("", app.as.user)).json().data).toEqual([]);
  });

  it.each([
    ["cursor=abc", 400],
    [`cursor=${Buffer.from('["2026-13-01T00:00:00.000Z","x"]').toString("base64url")}`, 400],
    [`cursor=${Buffer.from(`["never","${ABSENT}"]`).toString("base64url")}`, 400],
    ["limit=501", 422],
    ["month=2026-13", 422],
    ["unknown=1", 422],
    ["search=%00", 422],
  ])("refuses ?%s with %s", async (query, status) => {
    expect((await get(`?${query}`)).statusCode).toBe(status);
  });
});

describe("getReceipt and its items", () => {
  it("shows the document's figures and what the caller may do", async () => {
    const receipt = (await get(`/${idOf("bob")}`)).json();
    expect(receipt).toMatchObject({
      ...{ status: "pending", subtotal: "4.50", tax: "0.32", total: "4.82", tax_rate: "7.00", run_count: 3 },
      ...{ period_from: "2026-09-30T17:00:00.000Z", period_to: "2026-10-31T17:00:00.000Z", time_zone: "Asia/Bangkok" },
      lines: [
        {
          component: "cpu",
          quantity: "3.000000",
          unit_price: "1.00",
          multiplier: "1",
          amount: "3.00",
          exact_amount: "3.000000",
        },
        { component: "memory", quantity: "3.000000", unit_price: "0.50", amount: "1.50" },
      ],
      may: { pay: true, void: true },
    });
    expect((await get(`/${idOf("bob")}`, app.as.auditor)).json().may).toEqual({ pay: false, void: false });
    expect((await get(`/${idOf("alice")}`, alice)).json()).toMatchObject({ may: { pay: false, void: false } });
  });

  it("lists one line per run in the order they ended, page by page", async () => {
    const first = (await get(`/${idOf("bob")}/items?limit=2`)).json();
    const rest = (await get(`/${idOf("bob")}/items?limit=2&cursor=${first.next_cursor}`)).json();
    expect([...first.data, ...rest.data].map((item) => item.ended_at.slice(0, 10))).toEqual([
      ...["2026-10-01", "2026-10-02", "2026-10-03"],
    ]);
    expect(rest.next_cursor).toBeNull();
    expect(first.data[0]).toMatchObject({
      cpu: "1.000000",
      memory: "0.500000",
      total: "1.500000",
      cpu_hours: "1.000000",
      cluster: "c1",
    });
  });

  it.each(["", "/items", "/pdf"])(
    "answers %s of someone else's receipt as it answers for one that is not there",
    async (path) => {
      const [theirs, absent] = [await get(`/${idOf("bob")}${path}`, alice), await get(`/${ABSENT}${path}`, alice)];
      expect([theirs.statusCode, absent.statusCode]).toEqual([404, 404]);
      const withoutId = (body: string) => body.replace(/"request_id":"[^"]*"/, "");
      expect(withoutId(theirs.body)).toBe(withoutId(absent.body));
    },
  );

  it("refuses an id that is none", async () => {
    expect((await get("/42")).statusCode).toBe(422);
  });
});

describe("who may do what", () => {
  it.each(["auditor", "user"] as const)("refuses %s to preview, issue, pay and void", async (role) => {
    const as = app.as[role];
    const answers = [
      await get("/preview?month=2026-10", as),
      await post("", { month: "2026-10" }, {}, as),
      await post(`/${idOf("bob")}/payment`, payment, {}, as),
      await post(`/${idOf("bob")}/void`, { reason: "no reason" }, {}, as),
    ];
    expect(answers.map((answer) => answer.statusCode)).toEqual([403, 403, 403, 403]);
  });

  it("refuses everybody without a token", async () => {
    expect((await app.inject({ url: RECEIPTS })).statusCode).toBe(401);
    expect((await app.inject({ url: `${RECEIPTS}/${idOf("bob")}/pdf` })).statusCode).toBe(401);
  });
});

describe("issuing, paying and voiding", () => {
  it("says why a month cannot be issued, and names the receipt that has it", async () => {
    const again = await post("", { month: "2026-10", account_id: accounts.get("bob") });
    expect([again.statusCode, again.json().error.code]).toEqual([409, "RECEIPT_ALREADY_ISSUED"]);
    expect(again.json().error.details).toMatchObject([
      { receipt_id: idOf("bob"), number: receiptOf.get("bob")?.number },
    ]);
    expect((await post("", { month: "2026-10" })).json().error.code).toBe("RECEIPT_NOTHING_TO_BILL");
    expect((await post("", { month: "2026-11" })).json().error.code).toBe("RECEIPT_MONTH_NOT_OVER");
    expect((await post("", { month: "2026-10", account_id: ABSENT })).statusCode).toBe(404);
    expect((await post("", { month: "2026-10", total: "1.00" })).statusCode).toBe(422);
  });

  it("previews what is unbilled", async () => {
    await addCharges(app.database.db.pool, [
      {
        account: accounts.get("dave") ?? "",
        endedAt: "2026-11-02T00:00:00Z",
        cpuMilliseconds: 1_800_000n,
        cpuMicros: 2_000_000n,
      },
    ]);
    const preview = (await get("/preview?month=2026-11")).json();
    expect(preview.data).toMatchObject([
      { account_code: "dave", run_count: 1, subtotal: "2.00", tax: "0.14", total: "2.14" },
    ]);
    expect((await get(`/preview?month=2026-11&account_id=${accounts.get("bob")}`)).json().data).toEqual([]);
  });

  it("pays once for one key, and refuses the key with another body", async () => {
    const path = `/${idOf("carol")}/payment`;
    const key = { "idempotency-key": "key-1" };
    const first = await post(path, payment, key);
    expect(first.json()).toMatchObject({
      status: "paid",
      tax_invoice_number: "RCT-202611-000001",
      may: { pay: false },
    });
    expect((await post(path, payment, key)).json()).toEqual(first.json());
    const other = await post(path, { ...payment, reference: "TR 2" }, key);
    expect([other.statusCode, other.json().error.code]).toEqual([422, "IDEMPOTENCY_KEY_REUSED"]);
    expect((await post(path, payment)).json().error).toMatchObject({ code: "RECEIPT_ALREADY_PAID" });
    expect((await post(`/${idOf("carol")}/void`, { reason: "too late" })).statusCode).toBe(409);
    expect((await get("?status=paid")).json().data).toMatchObject([{ account_code: "carol" }]);
  });

  it.each([
    [{ ...payment, paid_on: "2026-11-06" }, "RECEIPT_PAYMENT_IN_FUTURE"],
    [{ ...payment, paid_on: "2026-11-04" }, "RECEIPT_PAYMENT_BEFORE_ISSUE"],
    [{ ...payment, paid_on: "2026-02-30" }, "VALIDATION_FAILED"],
    [{ ...payment, method: "barter" }, "VALIDATION_FAILED"],
    [{ ...payment, reference: "" }, "VALIDATION_FAILED"],
    [{ ...payment, reference: "\u0000" }, "VALIDATION_FAILED"],
  ])("refuses the payment %j as %s", async (body, code) => {
    const answer = await post(`/${idOf("bob")}/payment`, body);
    expect([answer.statusCode, answer.json().error.code]).toEqual([422, code]);
  });

  it("voids a pending receipt with its reason, which then can no longer be paid", async () => {
    const answer = await post(`/${idOf("erin")}/void`, { reason: "เลขผู้เสียภาษีผิด" });
    expect(answer.json()).toMatchObject({ status: "void", voided: { reason: "เลขผู้เสียภาษีผิด", voided_by: "finance" } });
    expect((await post(`/${idOf("erin")}/payment`, payment)).json().error.code).toBe("RECEIPT_VOID");
    expect((await post(`/${idOf("dave")}/void`, { reason: "x" })).statusCode).toBe(422);
  });
});

describe("getReceiptPdf", () => {
  it.each(["en", "th"])(
    "draws the document in %s, to be shown in the page under a safe name",
    { timeout: 30_000 },
    async (lang) => {
      const answer = await get(`/${idOf("alice")}/pdf?lang=${lang}`, alice);
      expect(answer.statusCode).toBe(200);
      expect(answer.headers["content-type"]).toBe("application/pdf");
      expect(answer.headers["content-disposition"]).toBe(`inline; filename="INV-202610-000001-${lang}.pdf"`);
      expect(answer.rawPayload.subarray(0, 5).toString()).toBe("%PDF-");
    },
  );

  it("refuses another language", async () => {
    expect((await get(`/${idOf("alice")}/pdf?lang=fr`)).statusCode).toBe(422);
  });
});
