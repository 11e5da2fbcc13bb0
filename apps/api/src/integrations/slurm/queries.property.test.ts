import fc from "fast-check";
import { expect, it } from "vitest";
import { SACCT_COLUMNS } from "../../domains/usage/core/sacct-columns.ts";
import { SACCT_22_05 } from "../../testing/fake-sacct.ts";
import type { Part } from "./read-part.ts";
import { columnsOf, sacctArguments } from "./sacct-query.ts";
import { jobsQuery } from "./slurmrestd-api.ts";

const seconds = fc.integer({ min: 1_000_000, max: 253_402_300_799 });
const coverage = fc.constantFrom("active" as const, "unstarted" as const, "whole" as const);
const someIds = fc.array(fc.integer({ min: 1, max: 0xffff_ffff }), { minLength: 1, maxLength: 200 });
const part = fc
  .record({ coverage, window: fc.record({ from: seconds, to: seconds }), ids: someIds })
  .map(({ ids, ...rest }): Part => ({ ...rest, jobIds: rest.coverage === "whole" ? ids : [] }));
/** What a settings page, or somebody who has got hold of it, may send as the name of a cluster. */
const cluster = fc.oneof(
  fc.constantFrom(
    null,
    "testbed",
    "-a",
    "--json",
    "a,b",
    "a b",
    "a;id",
    "$(id)",
    "`id`",
    "a&state=X",
    "a%26b",
    "../x",
    "a\nb",
  ),
  fc.string({ unit: "binary", maxLength: 50 }),
  fc.stringMatching(/^[a-z0-9_-]{1,40}$/),
);
const columns = columnsOf(SACCT_22_05).names;

function orRefused<T>(make: () => T): T | "refused" {
  try {
    return make();
  } catch (error) {
    expect(error).toMatchObject({ code: "SOURCE_CONFIGURATION_INVALID" });
    return "refused";
  }
}

it("calls sacct with the same words whatever it is configured with, or not at all", () => {
  const known = /^--(allusers|duplicates|parsable2|noconvert|state=CANCELLED,DEADLINE)$/;
  const valued =
    /^--(delimiter=:[0-9a-f]{16}:|(start|end)time=\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d|format=[A-Za-z,]+|clusters=[A-Za-z0-9][\w.-]*|jobs=\d+(,\d+)*)$/;
  fc.assert(
    fc.property(cluster, part, (name, asked) => {
      const { from, to } = asked.window;
      const question = { columns, cluster: name, part: asked, nonce: "0123456789abcdef" };
      const words = orRefused(() => sacctArguments(question));
      if (words === "refused") return;
      for (const word of words) expect(known.test(word) || valued.test(word), word).toBe(true);
      expect(new Set(words.map((word) => word.split("=")[0])).size).toBe(words.length);
      const instant = (option: string) =>
        Date.parse(`${words.find((word) => word.startsWith(option))?.split("=")[1]}Z`);
      expect([instant("--starttime"), instant("--endtime")]).toEqual([from * 1000, to * 1000]);
    }),
    { numRuns: 500 },
  );
});

it("asks slurmrestd with the same parameters whatever it is configured with, or not at all", () => {
  const allowed = new Set([
    "start_time",
    "end_time",
    "cluster",
    "state",
    "step",
    "show_duplicates",
    "disable_truncate_usage_time",
  ]);
  fc.assert(
    fc.property(cluster, part, fc.integer({ min: 36, max: 45 }), (name, asked, version) => {
      const { from, to } = asked.window;
      const path = `/slurmdb/v0.0.${version}/jobs/`;
      const api = { version, jobsPath: path, clustersPath: "" };
      const query = orRefused(() => jobsQuery(api, name, asked));
      if (query === "refused") return;
      expect(query).toMatch(/^[\w/.?=&%-]+$/); // Slurm refuses a bare colon or comma
      const url = new URL(query, "http://localhost");
      expect(url.pathname).toBe(path);
      const parameters = [...url.searchParams];
      for (const [parameter] of parameters) expect(allowed).toContain(parameter);
      expect(new Set(parameters.map(([parameter]) => parameter)).size).toBe(parameters.length);
      expect(url.searchParams.get("start_time")).toBe(`uts${from}`);
      expect(url.searchParams.get("end_time")).toBe(`uts${to}`);
      expect(url.searchParams.get("cluster")).toBe(name);
      expect(url.searchParams.get("step") ?? "").toBe(asked.jobIds.join(","));
      expect(url.searchParams.has("show_duplicates")).toBe(version >= 40);
    }),
    { numRuns: 500 },
  );
});

it("asks sacct for every column of which the reader makes something, and for no other", () => {
  const { names, missing } = columnsOf([...SACCT_COLUMNS.values()].map((column) => column.name).join("  \n"));
  expect(missing).toEqual([]);
  const asked = new Set(names);
  // Either of two that say the same is enough.
  const read = [...SACCT_COLUMNS.values()].filter(({ supplies }) => supplies.length > 0).map(({ name }) => name);
  expect(read.filter((name) => !asked.has(name))).toEqual(["Elapsed", "Timelimit"]);
  expect([...asked].filter((name) => !read.includes(name))).toEqual(["AveRSS"]);
  const isText = names.map((name) => SACCT_COLUMNS.get(name.toLowerCase())?.pattern === null);
  expect(isText).toEqual([...isText].sort()); // text of people comes last
});
