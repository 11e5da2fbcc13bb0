import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runQuantities } from "../domains/jobs/core/quantities.ts";
import type { Run } from "../domains/jobs/core/run.ts";
import { priceRun } from "../domains/rating/core/pricing.ts";
import type { RateCard } from "../domains/rating/core/rate-card.ts";
import { brokenInvariants } from "../testing/billable-runs.ts";
import { type ContractApp, startContractApp } from "../testing/contract-app.ts";
import { exampleCard, exampleRun } from "../testing/example-rating.ts";
import type { SignedIn } from "../testing/tokens.ts";
import { sacctRun, sacctText, upload } from "../testing/usage-api.ts";

const HALF_SATANG_MICROS = 5_000n;

let app: ContractApp;
beforeAll(async () => {
  app = await startContractApp({ now: () => new Date("2026-05-10T00:00:00Z") });
});
afterAll(async () => {
  expect(await brokenInvariants(app.ctx.db)).toEqual([]);
  await app[Symbol.asyncDispose]();
});

function costs(run: Run, card: RateCard): bigint {
  const quantities = runQuantities(run);
  if (quantities === null) throw new Error("the run has not ended");
  const charge = priceRun(quantities, card, { partition: run.partition, qos: run.qos });
  return charge.cpuMicros + charge.gpuMicros + charge.memoryMicros + charge.minimumMicros;
}

/** The run cut into pieces that follow one another, at these shares of its time. */
function pieces(run: Run, shares: readonly number[]): Run[] {
  const [start, end] = [run.startedAt ?? 0, run.endedAt ?? 0];
  const cuts = shares.map((share) => start + Math.floor(share * (end - start)));
  const edges = [start, ...cuts.sort((a, b) => a - b), end];
  return edges.slice(1).map((to, index) => {
    const from = edges[index] ?? start;
    return { ...run, submittedAt: from, eligibleAt: from, startedAt: from, endedAt: to, elapsedSeconds: to - from };
  });
}

const price = fc.bigInt({ min: 0n, max: 200_000_000n });
const card = fc
  .record({ cpu: price, gpu: price, memory: price, least: fc.constantFrom(0n, 1n, 5_000n, 10_000_000n), times: price })
  .map(({ cpu, gpu, memory, least, times }) =>
    exampleCard({
      ...{ cpuHourMicros: cpu, gpuHourMicros: gpu, memoryGibHourMicros: memory, minimumChargeMicros: least },
      partitionMultiplierMicros: new Map([["cpu", times]]),
    }),
  );
const run = fc
  .record({
    seconds: fc.integer({ min: 1, max: 400 * 86_400 }),
    cpus: fc.integer({ min: 0, max: 100_000 }),
    gpus: fc.integer({ min: 0, max: 64 }),
    mib: fc.integer({ min: 0, max: 2 ** 31 }),
  })
  .map(({ seconds, cpus, gpus, mib }) => {
    const endedAt = (exampleRun().startedAt ?? 0) + seconds;
    const granted = { allocatedCpus: cpus, gpus, allocatedMemoryMib: mib };
    return exampleRun({ endedAt, elapsedSeconds: seconds, submittedAt: exampleRun().startedAt ?? 0, ...granted });
  });
const shares = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 60 });

describe("a run in pieces", () => {
  it("costs no less than in one, but for half a satang a piece", () => {
    fc.assert(
      fc.property(run, card, shares, (whole, rates, cuts) => {
        const parts = pieces(whole, cuts);
        const sum = parts.reduce((total, part) => total + costs(part, rates), 0n);
        expect(costs(whole, rates) - sum).toBeLessThanOrEqual(HALF_SATANG_MICROS * BigInt(parts.length));
        // What is really lost is far less: half a micro-unit for each component of each piece.
        expect(2n * (costs(whole, rates) - sum)).toBeLessThanOrEqual(3n * BigInt(parts.length));
      }),
      { numRuns: 2_000, seed: 20_261_121 },
    );
  });

  it("costs no less on a bill either, through the API", async () => {
    const at = (seconds: number) => new Date(Date.UTC(2026, 2, 1, 1) + seconds * 1000).toISOString().slice(0, 19);
    const row = (jobId: number, User: string, from: number, to: number) =>
      sacctRun(jobId, {
        ...{ User, Submit: at(from), Eligible: at(from), Start: at(from), End: at(to), ElapsedRaw: String(to - from) },
        AllocTRES: "billing=7,cpu=7,mem=1001M,node=1",
      });
    const tiny = Array.from({ length: 1_800 }, (_, index) => row(10 + index, "in.pieces", 2 * index, 2 * index + 2));
    const text = sacctText([row(1, "in.one", 0, 3_600), ...tiny]);
    expect((await upload(app, text, { query: { time_zone: "UTC" } })).json()).toMatchObject({ runs_new: 1_801 });
    const url = "/api/v1/receipts/preview?month=2026-03";
    const { data } = (await app.inject({ url, headers: app.as.finance.headers })).json();
    const satang = (code: string) => {
      const found = data.find((each: { account_code: string }) => each.account_code === code);
      return Math.round(Number(found?.subtotal) * 100);
    };
    expect(satang("in.one")).toBe(749); // 7 CPU-hours at 1 THB, 1001/1024 GiB-hours at 0.50
    expect(satang("in.one") - satang("in.pieces")).toBeLessThanOrEqual(1);
    expect(satang("in.pieces") - satang("in.one")).toBeLessThanOrEqual(900);
  });
});

const call = async (who: SignedIn, method: "GET" | "POST", path: string, payload?: object) => {
  const answer = await app.inject({ method, url: `/api/v1${path}`, headers: who.headers, ...(payload && { payload }) });
  return [answer.statusCode, answer.statusCode < 400 ? null : answer.json().error.code];
};

describe("a bill out of turn", () => {
  it("is refused at each step, and changes no row", async () => {
    const { finance } = app.as;
    const payment = { method: "cash", reference: "1", paid_on: "2026-05-10" };
    expect(await call(finance, "POST", "/receipts", { month: "2026-05" })).toEqual([409, "RECEIPT_MONTH_NOT_OVER"]);
    expect(await call(finance, "POST", "/receipts", { month: "2026-03" })).toEqual([201, null]);
    const list = await app.inject({ url: "/api/v1/receipts", headers: finance.headers });
    const [paid, voided] = list.json().data.map(({ id }: { id: string }) => `/receipts/${id}`);
    expect(await call(finance, "POST", `${paid}/payment`, { ...payment, paid_on: "2026-05-09" })).toEqual([
      ...[422, "RECEIPT_PAYMENT_BEFORE_ISSUE"],
    ]);
    expect(await call(finance, "POST", `${paid}/payment`, { ...payment, paid_on: "2026-05-11" })).toEqual([
      ...[422, "RECEIPT_PAYMENT_IN_FUTURE"],
    ]);
    expect(await call(finance, "POST", `${paid}/payment`, payment)).toEqual([200, null]);
    expect(await call(finance, "POST", `${voided}/void`, { reason: "wrong buyer" })).toEqual([200, null]);
    const state = async () =>
      (await app.ctx.db.pool.query("select * from receipts.settlement order by receipt_id")).rows;
    const before = await state();
    for (const [path, body, code] of [
      [`${paid}/payment`, payment, "RECEIPT_ALREADY_PAID"],
      [`${paid}/void`, { reason: "paid already" }, "RECEIPT_ALREADY_PAID"],
      [`${voided}/payment`, payment, "RECEIPT_VOID"],
      [`${voided}/void`, { reason: "void already" }, "RECEIPT_VOID"],
    ] as const)
      expect([path, await call(finance, "POST", path, body)]).toEqual([path, [409, code]]);
    expect(await state()).toEqual(before);
  });

  it.each(["user", "auditor", "team_lead", "dept_admin", "field_admin"] as const)(
    "is not issued, paid or voided by %s, nor by the one whose it is",
    async (role) => {
      const { data } = (await app.inject({ url: "/api/v1/receipts", headers: app.as.finance.headers })).json();
      for (const [path, body] of [
        ["/receipts", { month: "2026-03" }],
        [`/receipts/${data[0].id}/payment`, { method: "cash", reference: "mine", paid_on: "2026-05-10" }],
        [`/receipts/${data[0].id}/void`, { reason: "too dear" }],
      ] as const)
        expect(await call(app.as[role], "POST", path, body)).toEqual([403, "FORBIDDEN"]);
    },
  );
});

describe("a price", () => {
  it("is not put into the past, nor changed, by anything that the program's role may do", async () => {
    for (const statement of [
      "insert into rating.rate_card select * from rating.rate_card limit 0",
      "update rating.rate_card set cpu_hour_micros = 0",
      "update rating.rate_card set effective_from = now()",
      "delete from rating.rate_card",
      "update rating.charge set cpu_micros = 0",
      "delete from rating.charge",
      "update receipts.receipt set number = 'INV-1'",
    ])
      await expect(app.ctx.db.pool.query(statement), statement).rejects.toMatchObject({ code: "42501" });
  });
});

describe("a role", () => {
  it.each(["user", "auditor", "finance", "team_lead", "dept_admin", "field_admin"] as const)(
    "above their own is given by %s to nobody, least of all to themselves",
    async (role) => {
      const { actor } = app.as[role];
      for (const wanted of ["center_admin", "finance", "auditor"]) {
        if (wanted === role) continue;
        const body = { username: actor.username, role: wanted };
        const [status] = await call(app.as[role], "POST", "/grants", body);
        expect([role, wanted, status]).toEqual([role, wanted, 403]);
      }
      const [status] = await call(app.as[role], "POST", "/api-tokens", {
        ...{ name: "more", role: "center_admin", scopes: ["people:write"], days: 1 },
      });
      expect([role, status]).toEqual([role, 403]);
      const held = (await app.inject({ url: "/api/v1/me", headers: app.as[role].headers })).json();
      expect(held.roles).toEqual([role]);
    },
  );
});
