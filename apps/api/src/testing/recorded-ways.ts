import type { Run } from "../domains/jobs/core/run.ts";
import { isObject, type JsonObject } from "../domains/usage/core/json-values.ts";
import { jobLifter } from "../integrations/slurm/job-lifter.ts";
import { isAlive } from "./is-alive.ts";
import { lowerJob } from "./lower-job.ts";
import { readAll } from "./read-sacct.ts";
import { recordedJson, recordedText } from "./recordings.ts";

/** One way to tell of the jobs of our recording. */
export interface Way {
  readonly name: string;
  readonly source: "file" | "slurmrestd";
  /** The last number of the version whose shape it has; null: text. */
  readonly version: number | null;
  /** Its record of each run that it has, by the key of the run, with all of its steps. */
  readonly records: ReadonlyMap<string, string>;
  /** What Slurm would send of these records. */
  readonly body: (records: readonly string[]) => string;
}

/** What all records name as their cluster. */
const RECORDED_CLUSTER = "testbed";

/** The body as a cluster of another name would have sent it. */
export function ofCluster(body: string, cluster: string): string {
  const named = new RegExp(`(?<=["|\\u001f])${RECORDED_CLUSTER}(?=["|\\u001f])`, "g");
  return body.replace(named, cluster);
}

const read = readAll(recordedText("sacct-steps.psv")).runs;
const keyOf = ({ jobId, submittedAt }: Run) => `${jobId} ${submittedAt}`;
const runs = new Map(read.map(({ run }) => [keyOf(run), run]));

/** Each run's lines and those of its steps, which follow it; a name may break a line in two. */
function textWay(name: string): Way {
  const lines = recordedText(name).toString().split("\n").slice(0, -1);
  const records = read.map(({ run, line }, index) => {
    const next = read[index + 1]?.line ?? lines.length + 1;
    return [keyOf(run), lines.slice(line - 1, next - 1).join("\n")] as const;
  });
  const body = (chosen: readonly string[]) => `${[lines[0], ...chosen].join("\n")}\n`;
  return { name, source: "file", version: null, records: new Map(records), body };
}

const NOT_SET = { set: false, infinite: false, number: 0 };

/**
 * The job as a version tells it that leaves nothing out: with the code of a program that ended by itself, which the
 * recording has in its text alone. The JSON was recorded a second after the text, which is taken back from what lived on.
 */
function completed(job: JsonObject, run: Run): JsonObject {
  const { elapsedSeconds: elapsed, suspendedSeconds: suspended, exitCode: number } = run;
  const time = isAlive(run.rawState) && isObject(job.time) ? { ...job.time, elapsed, suspended } : job.time;
  if (run.exitSignal !== 0) return { ...job, time };
  const status = [number === 0 ? "SUCCESS" : "ERROR"];
  const exit_code = { status, return_code: { set: true, infinite: false, number }, signal: { id: NOT_SET, name: "" } };
  return { ...job, time, exit_code };
}

function jsonWay(
  name: string,
  way: Pick<Way, "source" | "version">,
  jobs: readonly (readonly [Run, JsonObject])[],
): Way {
  const meta = JSON.stringify({ plugin: { name: `v0.0.${way.version}` } });
  const body = (chosen: readonly string[]) => `{"meta":${meta},"errors":[],"jobs":[${chosen.join(",")}]}`;
  return { name, ...way, records: new Map(jobs.map(([run, job]) => [keyOf(run), JSON.stringify(job)])), body };
}

function jobsOf(recording: string): (readonly [Run, JsonObject])[] {
  const jobs: readonly JsonObject[] = JSON.parse(recordedJson(recording).toString()).jobs;
  return jobs.flatMap((job) => {
    const run = runs.get(`${job.job_id} ${isObject(job.time) ? job.time.submission : null}`);
    return run === undefined ? [] : [[run, job] as const];
  });
}

const jobs = jobsOf("sacct-22.05-v0.0.38").map(([run, job]) => [run, completed(jobLifter.lift(job, 38), run)] as const);

/** As slurmrestd answered. It was asked later, and without parameters: that cuts the times of what lived on or never began. */
function recordedWay(version: number): Way {
  const isWhole = (run: Run) => !isAlive(run.rawState) && run.allocatedTres !== "";
  const told = jobsOf(`slurmrestd-22.05-v0.0.${version}`).filter(([run]) => isWhole(run));
  return jsonWay(`slurmrestd v0.0.${version} as recorded`, { source: "slurmrestd", version }, told);
}

const lowered = (version: number) => jobs.map(([run, job]) => [run, lowerJob(job, version)] as const);

/** Every way there is: `sacct` as text and JSON, and slurmrestd of every version, of which three were recorded too. */
export const WAYS: readonly Way[] = [
  textWay("sacct-steps.psv"),
  textWay("sacct-steps.us-delimited.txt"),
  jsonWay("sacct --json", { source: "file", version: 38 }, lowered(38)),
  ...[36, 37, 38].map(recordedWay),
  ...[36, 37, 38, 39, 40, 41, 42, 43, 44, 45].map((version) =>
    jsonWay(`slurmrestd v0.0.${version}`, { source: "slurmrestd", version }, lowered(version)),
  ),
];
