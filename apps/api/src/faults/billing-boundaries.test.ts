import { beforeEach, describe, expect, it } from "vitest";
import { issueReceipts } from "../domains/receipts/issue-receipts.ts";
import { brokenInvariants } from "../testing/billable-runs.ts";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { type AccountingRow, accountingText } from "./accounting-text.ts";
import { faultContext, ingestText, takeStep } from "./money-steps.ts";

let database: TestDatabase;

beforeEach(async () => {
  database = await createTestDatabase();
  return async () => {
    expect(await brokenInvariants(database.db)).toEqual([]);
    await database.drop();
  };
});

/** The end of September 2026 in Bangkok. */
const BOUNDARY = Date.UTC(2026, 8, 30, 17) / 1000;

const time = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 19);

/** A run of the given length that ends at the given second. */
function ending(jobId: number, end: number, length = 3600): AccountingRow {
  const start = end - length;
  return {
    ...{ JobID: String(jobId), Submit: time(start), Start: time(start), End: time(end), ElapsedRaw: String(length) },
    TotalCPU: "",
  };
}

async function issueMonth(month: string): Promise<void> {
  const input = { month, accountId: null, idempotencyKey: null };
  await issueReceipts(faultContext(database.db), input).catch((error: { code?: string }) => {
    if (error.code !== "RECEIPT_NOTHING_TO_BILL") throw error;
  });
}

/** The months of the live receipts that each run is on, by its job id. */
async function billedIn(): Promise<Record<string, string[]>> {
  const { rows } = await database.db.pool.query<{ job_id: bigint; months: string[] }>(
    `select r.job_id, array_agg(b.month order by b.month) as months
     from receipts.item i join receipts.receipt b on b.id = i.receipt_id join jobs.run r on r.run_id = i.run_id
     left join receipts.settlement s on s.receipt_id = b.id and s.outcome = 'void'
     where s.receipt_id is null group by r.job_id`,
  );
  return Object.fromEntries(rows.map((row) => [String(row.job_id), row.months]));
}

describe("a run that ends about the end of a month", () => {
  it("is on the bill of exactly one month, decided by its last second in Bangkok", async () => {
    const seconds = [-2, -1, 0, 1, 2];
    await ingestText(database.db, accountingText(seconds.map((offset, index) => ending(index + 1, BOUNDARY + offset))));
    for (const month of ["2026-08", "2026-09", "2026-10"]) await issueMonth(month);
    expect(await billedIn()).toEqual({
      1: ["2026-09"],
      2: ["2026-09"],
      3: ["2026-10"],
      4: ["2026-10"],
      5: ["2026-10"],
    });
  });

  it("of 400 days, and across a leap day, is billed once and for every second that it lasted", async () => {
    const long = 400 * 86_400;
    const leapDay = Date.UTC(2024, 1, 29, 12) / 1000;
    await ingestText(
      database.db,
      accountingText([ending(1, BOUNDARY - 1, long), { ...ending(2, leapDay + 86_400, 86_400), TotalCPU: "" }]),
    );
    const { rows } = await database.db.pool.query<{ job_id: bigint; cpu_milliseconds: bigint }>(
      "select r.job_id, c.cpu_milliseconds from rating.charge c join jobs.run r on r.run_id = c.run_id order by 1",
    );
    const charged = rows.filter((row) => row.job_id === 1n);
    expect(charged).toEqual([{ job_id: 1n, cpu_milliseconds: BigInt(long) * 4n * 1000n }]);
    for (const month of ["2026-08", "2026-09", "2026-10"]) await issueMonth(month);
    expect((await billedIn())["1"]).toEqual(["2026-09"]);
  });

  it("without having lasted is charged nothing that could be on two bills", async () => {
    await ingestText(database.db, accountingText([ending(1, BOUNDARY, 0), ending(2, BOUNDARY)]));
    for (const month of ["2026-09", "2026-10"]) await issueMonth(month);
    const billed = await billedIn();
    expect(billed["2"]).toEqual(["2026-10"]);
    expect(billed["1"] ?? []).not.toContain("2026-09");
  });
});

describe("a run whose record comes after the bill of its month", () => {
  it("is on a bill of its own for that month, and the first bill stays as it was", async () => {
    await ingestText(database.db, accountingText([ending(1, BOUNDARY - 100)]));
    await issueMonth("2026-09");
    const first = await receipts();
    await ingestText(database.db, accountingText([ending(1, BOUNDARY - 100), ending(2, BOUNDARY - 50)]));
    await issueMonth("2026-09");
    const both = await receipts();
    expect(both).toHaveLength(2);
    expect(both[0]).toEqual(first[0]);
    expect(both.map((receipt) => receipt.run_count)).toEqual([1n, 1n]);
    expect(await billedIn()).toEqual({ 1: ["2026-09"], 2: ["2026-09"] });
  });

  it("is billed anew with the others when their bill is void", async () => {
    await ingestText(database.db, accountingText([ending(1, BOUNDARY - 100)]));
    await issueMonth("2026-09");
    const [first] = await receipts();
    await ingestText(database.db, accountingText([ending(2, BOUNDARY - 50)]));
    await takeStep(database.db, { workflow: "void", receiptId: first?.id ?? "", key: "void" });
    await issueMonth("2026-09");
    expect((await receipts()).map((receipt) => receipt.run_count)).toEqual([1n, 2n]);
    expect(await billedIn()).toEqual({ 1: ["2026-09"], 2: ["2026-09"] });
  });
});

interface Issued {
  readonly id: string;
  readonly number: string;
  readonly run_count: bigint;
  readonly total_minor: bigint;
}

async function receipts(): Promise<Issued[]> {
  const { rows } = await database.db.pool.query<Issued>(
    "select id, number, run_count::bigint as run_count, total_minor from receipts.receipt order by number",
  );
  return rows;
}

describe("times that make no sense", () => {
  it.each([
    { Start: "Unknown", End: "Unknown", State: "RUNNING", ElapsedRaw: "10" },
    { Start: "None", End: "2026-10-05T10:00:00", State: "CANCELLED by 1000", ElapsedRaw: "0", AllocTRES: "" },
    { ElapsedRaw: "-3600" },
    { Start: "2026-10-05T11:00:00" },
    { End: "2030-01-01T00:00:00" },
    { Start: "2026-10-05T24:00:00" },
    { Submit: "Unknown" },
    { Suspended: "-01:00:00" },
  ])("are kept as a run without a charge or as a reject with a reason, never dropped: %o", async (row) => {
    const batch = await ingestText(database.db, accountingText([row]));
    expect(batch.runs_new + batch.rejected).toBe(1);
    const { rows } = await database.db.pool.query<{ kept: bigint }>(
      "select (select count(*) from rating.uncharged) + (select count(*) from usage.reject where reason <> '') as kept",
    );
    expect(rows).toEqual([{ kept: 1n }]);
  });
});
