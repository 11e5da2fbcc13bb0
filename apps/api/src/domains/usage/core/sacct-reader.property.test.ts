import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readAll } from "../../../testing/read-sacct.ts";

const recorded = readFileSync(new URL("../fixtures/sacct-steps.psv", import.meta.url));
const whole = readAll(recorded);
const runsOnly = (text: Buffer | string) => readAll(text).runs.map(({ run }) => run);

const COLUMNS = ["JobIDRaw", "Cluster", "User", "JobName", "State", "Submit", "Start", "End", "AllocTRES", "Comment"];
type Fields = Readonly<Record<string, string>>;

const name = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 30 }),
  fc.string({
    unit: fc.constantFrom("|", "a", " ", "7", "\r", "COMPLETED", "2026-10-01T10:00:00", "cpu=9"),
    maxLength: 8,
  }),
);
const oneLine = name.filter((text) => !/[\n\0]/.test(text));

const record = (id: number, jobName: string, comment: string): Fields => ({
  JobIDRaw: String(id),
  Cluster: "alpha",
  User: `user${id % 7}`,
  JobName: jobName,
  State: "COMPLETED",
  Submit: "2026-10-01T10:00:00",
  Start: "2026-10-01T10:00:00",
  End: `2026-10-01T11:00:${String(id % 60).padStart(2, "0")}`,
  AllocTRES: `cpu=${id},mem=1G,node=1`,
  Comment: comment,
});

const print = (columns: readonly string[], records: readonly Fields[], lineEnd = "\n") =>
  [columns, ...records.map((fields) => columns.map((column) => fields[column] ?? ""))]
    .map((fields) => fields.join("|") + lineEnd)
    .join("");

describe("reading sacct", () => {
  it("does not depend on how the text is cut into pieces", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1, maxLength: 40 }), (sizes) => {
        expect(readAll(recorded, {}, sizes)).toEqual(whole);
      }),
      { numRuns: 30 },
    );
    expect(readAll(recorded.subarray(0, recorded.indexOf("\n", 20_000) + 1), {}, [1]).runs.length).toBeGreaterThan(10);
  });

  it("does not depend on the order of the columns", () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(COLUMNS, { minLength: COLUMNS.length }),
        fc.array(fc.string({ unit: fc.constantFrom("a", "ก", " ", "-", "😀"), maxLength: 12 }), { maxLength: 12 }),
        (columns, names) => {
          const records = names.map((text, index) => record(index + 1, text, text));
          expect(runsOnly(print(columns, records))).toEqual(runsOnly(print(COLUMNS, records)));
        },
      ),
    );
  });

  it("recovers a hostile one-line name or sets it aside, in any column order, and never reads it wrongly", () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(COLUMNS, { minLength: COLUMNS.length }),
        fc.array(fc.tuple(oneLine, oneLine), { minLength: 1, maxLength: 8 }),
        (columns, texts) => {
          const records = texts.map(([jobName, comment], index) => record(index + 1, jobName, comment));
          const { runs, rejects } = readAll(print(columns, records));
          expect(runs.length + rejects.length).toBe(records.length);
          for (const { line, run } of runs) {
            const { JobIDRaw, User, JobName, AllocTRES } = records[line - 2] ?? {};
            const read = [String(run.jobId), run.user, run.name, run.allocatedTres, run.state];
            expect(read).toEqual([JobIDRaw, User, JobName, AllocTRES, "completed"]);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it("always recovers a name between columns that can only be read one way", () => {
    const columns = COLUMNS.filter((column) => column !== "Comment");
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("|", "a", "ก", " ", '"', "\t"), maxLength: 20 }), (jobName) => {
        expect(runsOnly(print(columns, [record(1, jobName, "")])).map((run) => run.name)).toEqual([jobName]);
      }),
    );
  });

  it("never takes a time, a user or an allocation from a name of several lines", () => {
    const victim = print(COLUMNS, [{ ...record(99, "x", ""), User: "victim", AllocTRES: "cpu=999" }]).split("\n")[1];
    const pieces = fc.constantFrom("x", "\n", "|", victim ?? "", (victim ?? "").slice(0, 18), "7|alpha|ann|");
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 6 }), (parts) => {
        const hostile = `a\n${parts.join("")}\nb`;
        const { runs } = readAll(print(COLUMNS, [record(1, "ok", ""), record(2, hostile, ""), record(3, "ok", "")]));
        for (const { run } of runs) expect([run.user, run.allocatedCpus]).not.toEqual(["victim", 999]);
      }),
      { numRuns: 300, examples: [[[victim ?? "", "\n", victim ?? "", "\n", "7|alpha|ann|"]]] },
    );
  });

  it("reads lines that end with CR LF like lines that end with LF", () => {
    fc.assert(
      fc.property(
        fc.array(
          oneLine.filter((text) => !text.includes("\r")),
          { maxLength: 8 },
        ),
        (names) => {
          const records = names.map((text, index) => record(index + 1, text, ""));
          expect(readAll(print(COLUMNS, records, "\r\n"))).toEqual(readAll(print(COLUMNS, records)));
        },
      ),
    );
  });

  it("reads each record by itself: order and repetition change none", () => {
    const records = ["a", "b|c", "ง", "d"].map((text, index) => record(index + 1, text, ""));
    const columns = COLUMNS.filter((column) => column !== "Comment");
    const byId = new Map(runsOnly(print(columns, records)).map((run) => [String(run.jobId), run]));
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...records)), (some) => {
        expect(runsOnly(print(columns, some))).toEqual(some.map((fields) => byId.get(fields.JobIDRaw ?? "")));
      }),
    );
  });
});
