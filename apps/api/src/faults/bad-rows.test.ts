import { beforeEach, describe, expect, it } from "vitest";
import { brokenInvariants } from "../testing/billable-runs.ts";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { type AccountingRow, accountingText } from "./accounting-text.ts";
import { ingestText } from "./money-steps.ts";

let database: TestDatabase;

beforeEach(async () => {
  database = await createTestDatabase();
  return async () => {
    expect(await brokenInvariants(database.db)).toEqual([]);
    await database.drop();
  };
});

async function rows<Row extends object>(query: string): Promise<Row[]> {
  return (await database.db.pool.query<Row>(query)).rows;
}

const reasons = async () =>
  (await rows<{ reason: string; field: string }>("select reason, field from usage.reject order by line_number")).map(
    ({ reason, field }) => [reason, field],
  );

describe("one bad row in ten thousand", () => {
  it.each([
    ["first", 0],
    ["in the middle", 4_999],
    ["at the edge of a piece", 7_999],
    ["last", 9_999],
  ])("is set aside with its line, where it stands %s, and all others are taken", async (_where, bad) => {
    const text = accountingText(
      Array.from({ length: 10_000 }, (_, index) => ({
        ...{ JobID: String(index + 1), User: `user${index % 50}` },
        ...(index === bad && { ElapsedRaw: "soon" }),
      })),
    );
    const batch = await ingestText(database.db, text);
    expect(batch).toMatchObject({ lines_read: 10_000, runs_new: 9_999, rejected: 1 });
    expect(await rows("select line_number, reason, field from usage.reject")).toEqual([
      { line_number: BigInt(bad + 2), reason: "NUMBER_INVALID", field: "ElapsedRaw" },
    ]);
    const stored = await rows(
      "select (select count(*) from jobs.run) as runs, (select count(*) from rating.charge) as charges",
    );
    expect(stored).toEqual([{ runs: 9_999n, charges: 9_999n }]);
  });
});

/** Values at the borders of what a column can hold: what is stored must be what was written, or the row is a reject. */
const BORDERS: readonly [AccountingRow, Record<string, unknown>][] = [
  [{ MaxRSS: "2147483647K" }, { max_rss_kib: 2n ** 31n - 1n }],
  [{ MaxRSS: "2147483648K" }, { max_rss_kib: 2n ** 31n }],
  [{ MaxRSS: "4096G" }, { max_rss_kib: 2n ** 32n }],
  [{ MaxRSS: "16E" }, { max_rss_kib: 2n ** 54n }],
  [{ ConsumedEnergyRaw: "9223372036854775807" }, { energy_joules: 2n ** 63n - 1n }],
  [{ ConsumedEnergyRaw: "9223372036854775808" }, { energy_joules: null }],
  [{ ConsumedEnergyRaw: "18446744073709551614" }, { energy_joules: null }],
  [{ ExitCode: "2147483647:0" }, { exit_code: 2_147_483_647 }],
  [{ ExitCode: "2147483648:0" }, { exit_code: 2_147_483_648 }],
  [{ ExitCode: "4294967295:127" }, { exit_code: 4_294_967_295 }],
  [{ ExitCode: "255:255" }, { exit_code: 255, exit_signal: 255 }],
  [{ JobID: "4294967295" }, { job_id: 2n ** 32n - 1n }],
  [{ JobID: "4294967296" }, { job_id: 2n ** 32n }],
  [{ JobID: "9007199254740991" }, { job_id: 2n ** 53n - 1n }],
  [{ JobID: "9007199254740993" }, { job_id: 2n ** 53n + 1n }],
  [{ AllocTRES: "cpu=4,mem=1P,node=1" }, { allocated_memory_mib: 2n ** 30n }],
  [{ AllocTRES: "cpu=4,mem=1E,node=1" }, { allocated_memory_mib: 2n ** 40n }],
  [{ AllocTRES: "cpu=2147483648,mem=1G,node=1" }, { allocated_cpus: 2n ** 31n }],
  [{ AllocTRES: "cpu=9007199254740991,mem=1G,node=1" }, { allocated_cpus: 2n ** 53n - 1n }],
  [{ AllocTRES: "cpu=4,mem=8G,node=2147483648" }, { allocated_cpus: 4n }],
  [{ NNodes: "9007199254740991" }, { node_count: 2n ** 53n - 1n }],
  [{ ReqCPUS: "9007199254740991" }, { requested_cpus: 2n ** 53n - 1n }],
  [{ ReqMem: "1024P" }, { requested_memory_mib: 2n ** 40n }],
  [{ TotalCPU: "9999999-23:59:59" }, { used_cpu_milliseconds: (9_999_999n * 86_400n + 86_399n) * 1000n }],
  [{ Suspended: "9999999-00:00:00" }, { suspended_seconds: 9_999_999n * 86_400n }],
  [{ ElapsedRaw: "9007199254740991" }, { elapsed_seconds: 2n ** 53n - 1n }],
  [{ ElapsedRaw: "9007199254740992" }, { elapsed_seconds: 2n ** 53n }],
  [{ Submit: "1900-01-01T00:00:00", Start: "1900-01-01T00:00:00" }, { elapsed_seconds: 3600n }],
  [{ Submit: "0001-01-01T00:00:00", Start: "0001-01-01T00:00:00" }, { elapsed_seconds: 3600n }],
  [{ End: "9999-12-31T23:59:59" }, { elapsed_seconds: 3600n }],
];

const TOO_LARGE = new Set(["NUMBER_TOO_LARGE", "JOB_ID_INVALID", "TIME_IN_FUTURE", "TIME_INVALID", "TRES_INVALID"]);

describe("a value at the border of its column", () => {
  it("is stored as it was written, or its row is set aside for it, and the row beside it is taken", async () => {
    let rejected = 0;
    for (const [index, [row, stored]] of BORDERS.entries()) {
      const Cluster = `c${index}`;
      const batch = await ingestText(
        database.db,
        accountingText([
          { ...row, Cluster },
          { JobID: "77", Cluster },
        ]),
      );
      const columns = Object.keys(stored).join(", ");
      const taken = await rows(
        `select ${columns} from jobs.run join inventory.cluster k on k.id = cluster_id where k.name = '${Cluster}' and job_id <> 77`,
      );
      expect([batch.runs_new, batch.rejected], JSON.stringify(row)).toEqual(taken.length === 1 ? [2, 0] : [1, 1]);
      expect(taken, JSON.stringify(row)).toEqual(batch.rejected === 0 ? [stored] : []);
      rejected += batch.rejected;
    }
    const refused = await reasons();
    expect(refused).toHaveLength(rejected);
    expect(refused.filter(([reason]) => !TOO_LARGE.has(reason ?? ""))).toEqual([]);
    expect(rejected).toBeLessThan(BORDERS.length / 2);
  }, 30_000);
});

describe("names that look alike", () => {
  it("are one account where they are the same in NFC, else accounts whose codes can be told apart", async () => {
    const names = [
      "jos\u00e9",
      "jose\u0301",
      "JOS\u00c9",
      "ann",
      "Ann",
      "ann\u200b",
      "\u0131stanbul",
      "istanbul",
      "สมชาย",
    ];
    const text = accountingText(names.map((User, index) => ({ JobID: String(index + 1), User })));
    expect(await ingestText(database.db, text)).toMatchObject({ runs_new: names.length, rejected: 0 });
    const accounts = await rows<{ slurm_user: string; code: string }>(
      "select slurm_user, code from organisation.billing_account",
    );
    const users = new Set(names.map((name) => name.normalize("NFC")));
    expect(new Set(accounts.map((account) => account.slurm_user))).toEqual(users);
    const visible = accounts.map(({ code }) => code.normalize("NFC").replace(/[\u200b-\u200f]/g, ""));
    expect(new Set(visible).size).toBe(users.size);
    const misplaced = await rows(
      `select l.text, a.slurm_user from rating.charge c join jobs.run r on r.run_id = c.run_id
       join jobs.label l on l.id = r.user_label join organisation.billing_account a on a.id = c.account_id
       where a.slurm_user <> normalize(l.text, nfc)`,
    );
    expect(misplaced).toEqual([]);
    const again = await ingestText(database.db, text);
    expect(again).toMatchObject({ runs_new: 0, runs_changed: 0, runs_unchanged: names.length });
  });
});
