import { describe, expect, it } from "vitest";
import { readAll } from "../../../testing/read-sacct.ts";
import type { SacctReaderOptions } from "./sacct-reader.ts";

const HEADER = "JobID|JobIDRaw|Cluster|User|Account|JobName|Partition|State|Submit|Start|End|ElapsedRaw|AllocTRES";
const RECORD = {
  JobID: "7",
  JobIDRaw: "7",
  Cluster: "alpha",
  User: "ann",
  Account: "astro",
  JobName: "job",
  Partition: "cpu",
  State: "COMPLETED",
  Submit: "2026-10-01T10:00:00",
  Start: "2026-10-01T10:00:00",
  End: "2026-10-01T11:00:00",
  ElapsedRaw: "3600",
  AllocTRES: "billing=2,cpu=2,mem=4G,node=1",
};
const row = (changes: Partial<typeof RECORD> = {}) => Object.values({ ...RECORD, ...changes }).join("|");
const job = (id: number, changes: Partial<typeof RECORD> = {}) =>
  row({ JobID: String(id), JobIDRaw: String(id), ...changes });
const read = (lines: readonly string[], options: Partial<SacctReaderOptions> = {}) =>
  readAll(`${[HEADER, ...lines].join("\n")}\n`, options);
const summary = (lines: readonly string[], options: Partial<SacctReaderOptions> = {}) => {
  const { runs, rejects } = read(lines, options);
  return {
    runs: runs.map(({ run }) => [run.jobId, run.name]),
    rejects: rejects.map(({ line, reason, field }) => [line, reason, field]),
  };
};

describe("one record", () => {
  it.each([
    ["NUMBER_INVALID", "ElapsedRaw", { ElapsedRaw: "-5" }],
    ["NUMBER_INVALID", "ElapsedRaw", { ElapsedRaw: "12x" }],
    ["NUMBER_TOO_LARGE", "ElapsedRaw", { ElapsedRaw: "9007199254740992" }],
    ["END_BEFORE_START", "End", { End: "2026-10-01T09:59:59", Submit: "2026-10-01T09:00:00" }],
    ["END_BEFORE_SUBMIT", "End", { Submit: "2026-10-01T11:00:01" }],
    ["TIME_IN_FUTURE", "End", { End: "2027-01-01T00:00:00" }],
    ["TIME_INVALID", "Start", { Start: "2026-02-30T10:00:00" }],
    ["TIME_INVALID", "End", { End: "soon" }],
    ["SUBMIT_MISSING", "Submit", { Submit: "Unknown" }],
    ["STATE_MISSING", "State", { State: "" }],
    ["USER_MISSING", "User", { User: "" }],
    ["CLUSTER_MISSING", "Cluster", { Cluster: "" }],
    ["JOB_ID_INVALID", "JobIDRaw", { JobIDRaw: "x7" }],
    ["JOB_ID_INVALID", "JobIDRaw", { JobID: "0", JobIDRaw: "0" }],
    ["TRES_INVALID", "AllocTRES", { AllocTRES: "cpu=two" }],
    ["TRES_INVALID", "AllocTRES", { AllocTRES: "gres/gpu=1,gres/gpu:a100=2" }],
    ["NUMBER_TOO_LARGE", "AllocTRES", { AllocTRES: "cpu=18446744073709551614" }],
    ["TEXT_TOO_LONG", "Account", { Account: "a".repeat(256) }],
  ])("is set aside as %s in %s, the others of its file taken", (reason, field, changes) => {
    expect(summary([job(1), row(changes), job(2)])).toEqual({
      runs: [
        [1, "job"],
        [2, "job"],
      ],
      rejects: [[3, reason, field]],
    });
  });

  it("has no time where Slurm says Unknown or None", () => {
    const [first] = read([row({ State: "PENDING", Start: "Unknown", End: "None", AllocTRES: "" })]).runs;
    expect([first?.run.startedAt, first?.run.endedAt, first?.run.state]).toEqual([null, null, "pending"]);
  });

  it("keeps a state that nobody knows", () => {
    const [first] = read([row({ State: "HIBERNATED" })]).runs;
    expect([first?.run.state, first?.run.rawState]).toEqual(["unknown", "HIBERNATED"]);
  });

  it("takes a leap second for the next second", () => {
    const [first] = read([row({ End: "2026-10-01T10:59:60" })]).runs;
    expect(first?.run.endedAt).toBe(Date.parse("2026-10-01T11:00:00Z") / 1000);
  });

  it("knows what was suspended from what was not elapsed", () => {
    const [first] = read([row({ ElapsedRaw: "3000" })]).runs;
    expect(first?.run.suspendedSeconds).toBe(600);
  });

  it("takes the same instant from local times, Unix times and times with an offset", () => {
    const at = (Submit: string) => read([row({ Submit })], { timeZone: "Asia/Bangkok" }).runs[0]?.run.submittedAt;
    const expected = Date.parse("2026-10-01T03:00:00Z") / 1000;
    const texts = ["2026-10-01T10:00:00", String(expected), "2026-10-01T03:00:00Z", "2026-10-01T05:00:00+0200"];
    expect(texts.map(at)).toEqual(texts.map(() => expected));
  });
});

describe("a clock that is set back", () => {
  const berlin = { timeZone: "Europe/Berlin", now: new Date("2026-11-21T00:00:00Z") };
  const night = { Submit: "2026-10-25T01:00:00", Start: "2026-10-25T01:30:00", End: "2026-10-25T02:30:00" };

  it.each([
    ["3600", "2026-10-25T00:30:00Z"],
    ["7200", "2026-10-25T01:30:00Z"],
  ])("is told apart by %s elapsed seconds", (ElapsedRaw, end) => {
    const [first] = read([row({ ...night, ElapsedRaw })], berlin).runs;
    expect(first?.run.endedAt).toBe(Date.parse(end) / 1000);
  });

  it("sets aside what the elapsed seconds do not tell apart", () => {
    const within = { Submit: "2026-10-25T01:00:00", Start: "2026-10-25T02:10:00", End: "2026-10-25T02:30:00" };
    expect(summary([row({ ...within, ElapsedRaw: "1200" })], berlin).rejects).toEqual([[2, "TIME_AMBIGUOUS", "Start"]]);
    expect(summary([row({ ...night, ElapsedRaw: "1" })], berlin).rejects).toEqual([[2, "TIME_AMBIGUOUS", "End"]]);
  });

  it("never showed the hour that it skipped in spring", () => {
    expect(summary([row({ Start: "2026-03-29T02:30:00" })], berlin).rejects).toEqual([[2, "TIME_INVALID", "Start"]]);
  });

  it("may be set back by half an hour, as on Lord Howe", () => {
    const lordHowe = { timeZone: "Australia/Lord_Howe" };
    const times = { Submit: "2026-04-05T00:00:00", Start: "2026-04-05T01:00:00", End: "2026-04-05T01:45:00" };
    const [first] = read([row({ ...times, ElapsedRaw: "4500" })], lordHowe).runs;
    expect((first?.run.endedAt ?? 0) - (first?.run.startedAt ?? 0)).toBe(4500);
  });
});

describe("a record that its name broke", () => {
  it.each(["a|b", "a|b|c||", "line\nbreak", "a\n\nb", "cr\r\nlf", "7|x\n", "|\n|", "1\n2\n3"])(
    "is recovered: %j",
    (name) => {
      expect(summary([job(1), job(2, { JobName: name }), job(3)])).toEqual({
        runs: [
          [1, "job"],
          [2, name],
          [3, "job"],
        ],
        rejects: [],
      });
    },
  );

  it("is recovered under a Thai account of a Thai user", () => {
    const [, second] = read([job(1), job(2, { User: "สมชาย", Account: "ฟิสิกส์", JobName: "a|b" })]).runs;
    expect([second?.run.user, second?.run.account, second?.run.name]).toEqual(["สมชาย", "ฟิสิกส์", "a|b"]);
  });

  const forged = job(99, { User: "victim" });
  const forgedHead = forged.slice(0, forged.indexOf("job") + 3);
  const forgedTail = forged.slice(forged.indexOf("job"));
  it.each([
    ["a whole record", `x\n${forged}\ny`],
    ["two whole records", `x\n${forged}\n${forged}\ny`],
    ["the end of its own", `${forgedTail}\ny`],
    ["a whole record and the end of its own", `x\n${forged}\nz|${forgedTail}\ny`],
    ["the head of another", `x\n${forgedHead}`],
    ["two whole records and the head of another", `x\n${forged}\n${forged}\n${forgedHead}\ny`],
  ])("never yields what is forged when the name holds %s", (_, name) => {
    const { runs, rejects } = read([job(1), job(2, { JobName: name }), job(3), job(4)]);
    for (const { run } of runs) expect([run.jobId, run.user, run.name]).toEqual([run.jobId, "ann", "job"]);
    expect(runs.map(({ run }) => run.jobId)).not.toContain(99);
    expect(runs.map(({ run }) => run.jobId)).not.toContain(2);
    expect(rejects.length).toBe(name.split("\n").length + 4 - runs.length - 1);
  });

  it("never yields a whole record that a text holds, even behind a forged end", () => {
    const { runs } = read([job(1), job(2, { JobName: `${forgedTail}\n${forged}\ny` }), job(3)]);
    expect(runs.filter(({ run }) => run.user === "victim")).toEqual([]);
  });

  it("keeps every line of what it sets aside", () => {
    const name = `x\n${forged}\ny`;
    const { rejects } = read([job(1), job(2, { JobName: name }), job(3)]);
    expect(rejects.map(({ raw }) => raw).join("\n")).toBe(job(2, { JobName: name }));
    expect(new Set(rejects.map(({ reason }) => reason))).toEqual(new Set(["RECORD_AMBIGUOUS"]));
  });

  it("costs no other record when the line makes no sense at all", () => {
    const many = Array.from({ length: 200 }, (_, index) => job(index + 1));
    for (const at of [0, 1, 100, 199, 200]) {
      const { runs, rejects } = read([...many.slice(0, at), "1|2|3|", ...many.slice(at)]);
      expect([at, runs.length, rejects.map(({ line }) => line)]).toEqual([at, 200, [at + 2]]);
    }
  });

  it("is set aside when it is longer than the limit", () => {
    const { runs, rejects } = read([job(1), job(2, { JobName: "x".repeat(5000) }), job(3)], { maxRecordBytes: 1000 });
    expect(runs.map(({ run }) => run.jobId)).toEqual([1, 3]);
    expect(rejects.map(({ line, reason }) => [line, reason])).toEqual([[3, "RECORD_TOO_LONG"]]);
  });

  it("keeps characters that are no UTF-8, and those that hide", () => {
    const text = Buffer.concat([
      Buffer.from(`${HEADER}\n`),
      Buffer.from(job(1, { JobName: "งาน 🚀 \u202eabc\u001b[31m" })),
      Buffer.from(`\n${job(2).replace("job", "a\u0001")}\n`.replace("\u0001", "\u0002")),
    ]);
    text[text.indexOf(2)] = 0xff;
    expect(readAll(text).runs.map(({ run }) => run.name)).toEqual(["งาน 🚀 \u202eabc\u001b[31m", "a\ufffd"]);
  });
});

describe("steps", () => {
  const step = (JobID: string, id: string) => row({ JobID, JobIDRaw: id, User: "", JobName: "step" });

  it("are never runs", () => {
    const { runs, stepsMerged } = read([job(1), step("1.batch", "1.batch"), step("1.0", "1.0"), job(2)]);
    expect([runs.length, stepsMerged]).toEqual([2, 2]);
  });

  it("wait for the database where their job is not the row before", () => {
    const { straySteps } = read([step("8.batch", "8.batch"), job(7), step("9.0", "9.0")]);
    expect(straySteps.map(({ line, jobId, raw }) => [line, jobId, raw.slice(0, 7)])).toEqual([
      [2, 8, "8.batch"],
      [4, 9, "9.0|9.0"],
    ]);
  });

  it("are kept with all of their lines where a text of theirs holds a newline", () => {
    const broken = step("9.0", "9.0").replace("|step|", "|st\nep|");
    const { straySteps } = read([job(7), broken, job(8)]);
    expect(straySteps.map(({ line, raw }) => [line, raw])).toEqual([[3, broken]]);
  });

  it("do not go to an earlier run of the job when the row before them was set aside", () => {
    const bad = row({ Submit: "2026-10-01T10:30:00", ElapsedRaw: "x" });
    const { stepsMerged, straySteps } = read([row(), bad, step("7.batch", "7.batch")]);
    expect([stepsMerged, straySteps.length]).toEqual([0, 1]);
  });
});

describe("a whole file", () => {
  it.each([
    ["INGEST_EMPTY", ""],
    ["INGEST_EMPTY", "\n\n"],
    ["INGEST_BINARY", `${HEADER}\n\0\n`],
    ["INGEST_HEADER_MISSING", `${row()}\n`],
    ["INGEST_DELIMITER_UNKNOWN", `${HEADER.replaceAll("|", ",")}\n`],
    ["INGEST_DELIMITER_UNKNOWN", "JobID           JobName  Partition\n------------ ---------- ----------\n"],
    ["INGEST_COLUMN_MISSING", `${HEADER.replace("|AllocTRES", "|AllocCPUS")}\n`],
    ["INGEST_COLUMN_DUPLICATE", `${HEADER}|jobid\n`],
    ["INGEST_CLUSTER_MISSING", `${HEADER.replace("|Cluster", "")}\n`],
    ["INGEST_TRUNCATED", `${HEADER}\n${row()}`],
    ["INGEST_TRUNCATED", `${HEADER}\n${row().slice(0, 40)}`],
    ["INGEST_TRUNCATED", `${HEADER}\n${row({ JobName: "cut\n" }).split("\n")[0]}\n`],
    ["INGEST_TRUNCATED", HEADER],
  ])("is refused as %s: %j", (code, text) => {
    expect(() => readAll(text)).toThrow(expect.objectContaining({ code }));
  });

  it("is refused wherever it is cut off within a line", () => {
    const whole = `${HEADER}\n${job(1)}\n${job(2)}\n`;
    for (let length = HEADER.length + 2; length < whole.length; length += 1) {
      if (whole[length - 1] === "\n") continue;
      expect(() => readAll(whole.slice(0, length))).toThrow(expect.objectContaining({ code: "INGEST_TRUNCATED" }));
    }
  });

  it("is refused in a zone that does not exist", () => {
    expect(() => readAll("", { timeZone: "Mars/Olympus" })).toThrow(
      expect.objectContaining({ code: "INGEST_TIME_ZONE_UNKNOWN" }),
    );
  });

  it("names the columns it lacks", () => {
    expect(() => readAll("JobID|State\n", { cluster: "a" })).toThrow(
      expect.objectContaining({ facts: { columns: "Submit, Start, End, User, AllocTRES" } }),
    );
  });

  it("may have no rows, a byte order mark, any case of names, and the cluster given", () => {
    const text = `\ufeff${HEADER.replace("|Cluster", "").toUpperCase()}\n`;
    expect(readAll(text, { cluster: "alpha" }).runs).toEqual([]);
    const line = row().replace("|alpha", "");
    expect(readAll(`${text}${line}\n`, { cluster: "beta" }).runs[0]?.run.cluster).toBe("beta");
  });

  it.each(["|", "\u001f", "\t", ";", "<4f1c>", "~~"])("may be delimited by %j, closed or not", (delimiter) => {
    const lines = [HEADER, job(1), job(2)].map((line) => line.replaceAll("|", delimiter));
    for (const end of ["", delimiter]) {
      const records = lines.map((line) => `${line}${end}`);
      const expected = read([job(1), job(2)]).runs.map((run, index) => ({ ...run, raw: records[index + 1] }));
      expect(readAll(`${records.join("\n")}\n`).runs).toEqual(expected);
    }
  });
});
