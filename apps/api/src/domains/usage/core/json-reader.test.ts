import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { jsonReader, readJson, readPieces } from "../../../testing/read-json.ts";
import { recordedJson } from "../../../testing/recordings.ts";

const TIME = { submission: 1_791_000_000, eligible: 1_791_000_000, start: 1_791_000_010, end: 1_791_003_610 };
const JOB = {
  job_id: 7,
  cluster: "alpha",
  user: "ann",
  account: "astro",
  name: "job",
  state: { current: ["COMPLETED"], reason: "None" },
  time: { ...TIME, elapsed: 3600, suspended: 0 },
  tres: { allocated: [{ type: "cpu", name: "", id: 1, count: 2 }], requested: [] },
  steps: [],
};
const document = (jobs: readonly unknown[], rest: object = {}) => JSON.stringify({ jobs, errors: [], ...rest });
const codeOf = (text: string | Buffer) => {
  try {
    readJson(text);
    return "read";
  } catch (error) {
    return error instanceof Error && "code" in error ? error.code : String(error);
  }
};

describe("a document", () => {
  it("gives the same however it is cut into pieces", () => {
    const bytes = recordedJson("slurmrestd-22.05-v0.0.37");
    const whole = readJson(bytes);
    expect(whole.runs).toHaveLength(12);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000 }), (size) => {
        expect(readPieces(jsonReader(), bytes, size)).toEqual(whole);
      }),
      { numRuns: 20, examples: [[1]] },
    );
  });

  it.each([
    ["cut off within a job", document([JOB, JOB]).slice(0, 300), "INGEST_TRUNCATED"],
    ["cut off behind the jobs", document([JOB]).slice(0, -1), "INGEST_TRUNCATED"],
    ["cut off within a text", '{"jobs": [], "meta": "abc', "INGEST_TRUNCATED"],
    ["of zero bytes in between", Buffer.from(document([JOB]).replace("astro", "as\0ro")), "INGEST_BINARY"],
    ["without jobs", '{"ping": []}', "INGEST_JSON_NO_JOBS"],
    ["with jobs that are no list", '{"jobs": {}}', "INGEST_JSON_NO_JOBS"],
    ["with a list of jobs somewhere else", '{"result": {"jobs": []}}', "INGEST_JSON_NO_JOBS"],
    ["that is no JSON around its jobs", '{"jobs": [] nonsense}', "INGEST_JSON_INVALID"],
    ["with an empty place among its jobs", '{"jobs": [{},,{}]}', "INGEST_JSON_INVALID"],
    ["that nests without an end", `{"meta": ${"[".repeat(100_000)}`, "INGEST_JSON_INVALID"],
    ["with much around its jobs", `{"meta": "${"x".repeat(1_100_000)}", "jobs": []}`, "INGEST_JSON_INVALID"],
    ["that is an error of Slurm", document([], { errors: [{ error_number: 1007 }] }), "INGEST_SLURM_ERROR"],
    ["that found nothing, as of old", document([], { errors: [{ error_number: 9003 }] }), "read"],
    ["without a single job", document([]), "read"],
  ])("%s is %s", (_what, text, code) => {
    expect(codeOf(text)).toBe(code);
  });

  it("is not fooled by brackets, quotes and lists of jobs in what people write", () => {
    const name = `"]}, {"jobs": [ \\" \\\\\n]}`;
    const { runs, rejects } = readJson(
      document(
        [
          { ...JOB, name },
          { ...JOB, job_id: 8 },
        ],
        { meta: { jobs: [1] } },
      ),
    );
    expect([runs.map(({ run }) => run.name), rejects]).toEqual([[name, "job"], []]);
  });
});

describe("one job", () => {
  const changed = (change: object) => readJson(document([{ ...JOB, job_id: 6 }, { ...JOB, ...change }, JOB]));
  const time = (change: object) => ({ time: { ...JOB.time, ...change } });
  const allocated = (...list: object[]) => ({ tres: { allocated: list, requested: [] } });
  it.each([
    ["JOB_ID_INVALID", "job_id", { job_id: 0 }],
    ["NUMBER_INVALID", "job_id", { job_id: "7" }],
    ["USER_MISSING", "user", { user: "", association: { user: "" } }],
    ["CLUSTER_MISSING", "cluster", { cluster: "" }],
    ["CLUSTER_INVALID", "cluster", { cluster: "al\u200bpha" }],
    ["STATE_MISSING", "state.current", { state: { current: [] } }],
    ["VALUE_INVALID", "state.current", { state: { current: [7] } }],
    ["SUBMIT_MISSING", "time.submission", time({ submission: 0 })],
    ["END_BEFORE_START", "time.end", time({ start: TIME.end + 1 })],
    ["END_BEFORE_SUBMIT", "time.end", time({ submission: TIME.end + 1 })],
    ["TIME_IN_FUTURE", "time.end", time({ end: 1_900_000_000 })],
    ["NUMBER_INVALID", "time.elapsed", time({ elapsed: 1.5 })],
    ["NUMBER_TOO_LARGE", "tres.allocated", allocated({ type: "cpu", name: "", id: 1, count: 2 ** 53 })],
    ["TRES_INVALID", "tres.allocated", allocated({ type: "", name: "", id: 1999, count: 1 })],
    ["TEXT_TOO_LONG", "account", { account: "a".repeat(256) }],
    ["VALUE_INVALID", "name", { name: "a\0b" }],
    ["VALUE_INVALID", "name", { name: ["a"] }],
  ])("is set aside as %s in %s, the others of its answer taken", (reason, field, change) => {
    const { runs, rejects } = changed(change);
    expect(runs.map(({ run }) => run.jobId)).toEqual([6, 7]);
    expect(rejects).toMatchObject([{ line: 2, reason, field }]);
    expect(JSON.parse(rejects[0]?.raw ?? "")).toEqual({ ...JOB, ...change });
  });

  it("is set aside where it is no JSON, as it stood", () => {
    const { runs, rejects } = readJson('{"jobs": [{"job_id": 1,}, 7, null]}');
    expect(runs).toEqual([]);
    expect(rejects).toEqual([
      { line: 1, reason: "JSON_INVALID", field: null, raw: '{"job_id": 1,}' },
      { line: 2, reason: "VALUE_INVALID", field: null, raw: " 7" },
      { line: 3, reason: "VALUE_INVALID", field: null, raw: " null" },
    ]);
  });

  it("is passed over where it is too long or too deep, without taking others with it", () => {
    const deep = `{"a": ${"[".repeat(70)}${"]".repeat(70)}}`;
    const long = JSON.stringify({ ...JOB, comment: "x".repeat(3_000) });
    const text = `{"jobs": [${[long, deep, JSON.stringify(JOB)].join(",")}]}`;
    for (const size of [7, 1_000_000]) {
      const { runs, rejects } = readJson(text, { maxRecordBytes: 2_000 }, size);
      expect(runs.map(({ run }) => run.jobId)).toEqual([7]);
      expect(rejects.map(({ reason, raw }) => [reason, raw.length])).toEqual([
        ["RECORD_TOO_LONG", 2_000],
        ["RECORD_TOO_DEEP", expect.any(Number)],
      ]);
    }
  });

  it("keeps its step's fault to the step", () => {
    const step = {
      step: { id: "7.batch", name: "batch" },
      time: { elapsed: 1, total: { seconds: 1, microseconds: 0 } },
    };
    const bad = { ...step, step: { id: "?" } };
    const { runs, rejects, straySteps } = readJson(document([{ ...JOB, steps: [step, bad] }]));
    expect(runs.map(({ run }) => run.usedCpuMilliseconds)).toEqual([2_000]);
    expect([rejects, straySteps]).toMatchObject([[{ line: 3, reason: "JOB_ID_INVALID", field: "steps.step.id" }], []]);
  });
});

describe("a version", () => {
  it.each([
    [{ meta: { plugin: { data_parser: "data_parser/v0.0.99" } } }, "v0.0.99", ["VERSION_UNKNOWN"]],
    [{ meta: { plugin: { type: "openapi/dbv0.0.38" } } }, "v0.0.38", []],
    [{}, null, []],
  ])("is found in %j", (meta, version, warnings) => {
    for (const text of [document([JOB], meta), JSON.stringify({ ...meta, jobs: [JOB] })]) {
      const reader = jsonReader();
      reader.push(Buffer.from(text));
      reader.end();
      expect([reader.apiVersion, reader.warnings]).toEqual([version, warnings]);
    }
  });

  it("is the one that was asked for, where somebody asked", () => {
    const reader = jsonReader({ version: 42 });
    reader.push(Buffer.from(document([JOB], { meta: { plugin: { data_parser: "data_parser/v0.0.99" } } })));
    reader.end();
    expect([reader.apiVersion, reader.warnings]).toEqual(["v0.0.42", []]);
  });
});
