import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readSreport } from "./sreport-reader.ts";

const recorded = (name: string) => readFileSync(new URL(`../fixtures/${name}`, import.meta.url), "utf8");
const TITLE = "Cluster/Account/User Utilization 2026-11-21T15:00:00 - 2026-11-21T15:59:59 (3600 secs)\n";
const HEADER = "Cluster|Account|Login|Proper Name|TRES Name|Used\n";
const alice = { cluster: "testbed", account: "astro", user: "alice" };

const codeOf = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    return error as { code: string; facts: object };
  }
  throw new Error("nothing was refused");
};

describe("a report of sreport", () => {
  it("is read as it was recorded, with its title, its sums of accounts and its users", () => {
    const report = readSreport(recorded("reconcile-sreport.psv"));
    expect(report.period).toEqual({ first: "2026-11-21T15:00:00", last: "2026-11-21T15:59:59" });
    expect(report.unitSeconds).toBe(1);
    expect(report.rows).toHaveLength(12);
    expect(report.rows[0]).toEqual({ ...alice, account: "root", user: null, resource: "cpu", seconds: 442n });
    expect(report.rows.slice(-3)).toEqual([
      { ...alice, resource: "cpu", seconds: 442n },
      { ...alice, resource: "gpu", seconds: 18n },
      { ...alice, resource: "memory", seconds: 48_144n },
    ]);
  });

  it("is read as a padded table in minutes", () => {
    const report = readSreport(recorded("reconcile-sreport-minutes.txt"));
    expect(report.unitSeconds).toBe(60);
    expect(report.rows).toHaveLength(12);
    expect(report.rows.slice(-3)).toEqual([
      { ...alice, resource: "cpu", seconds: 420n },
      { ...alice, resource: "gpu", seconds: 0n },
      { ...alice, resource: "memory", seconds: 48_120n },
    ]);
  });

  it.each([
    ["CPU and energy", "testbed|astro|alice|A. Lice|442|0", "cpu"],
    ["CPU alone", "testbed|astro|alice|A. Lice|442", "cpu"],
    ["a TRES", "testbed|astro|alice|A. Lice|mem|442", "memory"],
    ["a closing bar", "testbed|astro|alice|A. Lice|gres/gpu|442|", "gpu"],
    ["a share", "testbed|astro|alice|A. Lice|cpu|442(2.38%)", "cpu"],
  ])("is read without a title, with %s, in the unit that is told", (_what, line, resource) => {
    expect(readSreport(`${line}\r\n`, 60).rows).toEqual([{ ...alice, resource, seconds: 26_520n }]);
  });

  it("takes the unit of its title, whatever is told", () => {
    const text = `${TITLE}Usage reported in CPU Hours/Percentage of Total\nCluster|Account|Login|Proper Name|Used\ntestbed|astro|alice||2(1.00%)\n`;
    expect(readSreport(text, 1).rows).toEqual([{ ...alice, resource: "cpu", seconds: 7_200n }]);
  });

  it("passes over TRES that are not compared, and may have no rows at all", () => {
    const text = `${TITLE}Usage reported in TRES Seconds\n${HEADER}`;
    expect(readSreport(text).rows).toEqual([]);
    expect(readSreport(`${text}testbed|astro|alice||gres/gpu:a100|9\ntestbed|astro|alice||billing|7\n`).rows).toEqual(
      [],
    );
  });

  it.each([
    [
      "a line of something else",
      `${HEADER}testbed|astro|alice||cpu|1\nJobID|State\n`,
      "RECONCILE_REPORT_UNREADABLE",
      3,
    ],
    ["an amount that is none", `${HEADER}testbed|astro|alice||cpu|-4\n`, "RECONCILE_REPORT_UNREADABLE", 2],
    ["no account", `${HEADER}testbed||alice||cpu|4\n`, "RECONCILE_REPORT_UNREADABLE", 2],
    ["columns without the cluster", "Account|Login|Proper Name|TRES Name|Used\n", "RECONCILE_REPORT_UNREADABLE", 1],
    ["nothing", "\n \n", "RECONCILE_REPORT_UNREADABLE", 1],
    [
      "a name that was cut off",
      recorded("reconcile-sreport-minutes.txt").replaceAll("          astro", "averylongaccou+"),
      "RECONCILE_REPORT_CUT",
      13,
    ],
  ])("is refused for %s, naming the line", (_what, text, code, line) => {
    expect(codeOf(() => readSreport(text, 1))).toMatchObject({ code, facts: { line } });
  });

  it.each([
    ["is not told", "testbed|astro|alice||cpu|4"],
    ["is a share", `${TITLE}Usage reported in Percentage of Total\n${HEADER}testbed|astro|alice||cpu|4%`],
  ])("is refused where the unit %s", (_what, text) => {
    expect(codeOf(() => readSreport(text))).toMatchObject({ code: "RECONCILE_UNIT_UNKNOWN" });
  });
});
