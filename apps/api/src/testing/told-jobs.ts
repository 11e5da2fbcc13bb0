import type { JsonObject } from "../domains/usage/core/json-values.ts";

/** 2026-10-03 10:00:00 UTC. */
export const T = 1_791_021_600;

/** One record as each source writes it, as far as it differs from the plain one below. */
export interface ToldJob {
  readonly text: Readonly<Record<string, string>>;
  readonly json: JsonObject;
  readonly pushed: Readonly<Record<string, unknown>>;
  /** The lines of its steps in the text. */
  readonly steps?: readonly Readonly<Record<string, string>>[];
}

const PLAIN_TEXT = {
  ...{ JobIDRaw: "1", JobID: "1", Cluster: "hard", User: "ann", Account: "astro", Partition: "cpu", QOS: "normal" },
  ...{ State: "COMPLETED", ExitCode: "0:0", Submit: String(T), Eligible: String(T), Start: String(T + 10) },
  ...{ End: String(T + 3610), ElapsedRaw: "3600", Suspended: "00:00:00", TimelimitRaw: "120", ReqCPUS: "4" },
  ...{ ReqTRES: "billing=4,cpu=4,mem=8G,node=1", AllocTRES: "billing=4,cpu=4,mem=8G,node=1", NNodes: "1" },
  ...{ NodeList: "c1", Reason: "None", TotalCPU: "00:00:00", MaxRSS: "", AveRSS: "", ConsumedEnergyRaw: "0" },
  JobName: "job",
};
const HEADER = Object.keys(PLAIN_TEXT);

/** What `SLURM_TIME_FORMAT=%s sacct -P` prints of these. */
export function toldText(jobs: readonly ToldJob[]): string {
  const lines = jobs
    .flatMap(({ text, steps = [] }) => [text, ...steps.map((step) => ({ ...text, ...step }))])
    .map((row) => Object.values({ ...PLAIN_TEXT, ...row }).join("|"));
  return `${[HEADER.join("|"), ...lines].join("\n")}\n`;
}

export const some = (number: number) => ({ set: true, infinite: false, number });
const NONE = { set: false, infinite: false, number: 0 };
export const mem = (mib: number) => ({ type: "mem", name: "", id: 2, count: mib });
export const cpu = (count: number) => ({ type: "cpu", name: "", id: 1, count });
export const gres = (name: string, count: number) => ({ type: "gres", name, id: 1001, count });
const NODE = { type: "node", name: "", id: 4, count: 1 };
const billing = (count: number) => ({ type: "billing", name: "", id: 5, count });
const FOUR = [cpu(4), mem(8192), NODE, billing(4)];

const PLAIN_JSON = {
  ...{ job_id: 1, cluster: "hard", user: "ann", account: "astro", partition: "cpu", qos: "normal", name: "job" },
  ...{ association: { account: "astro", cluster: "hard", user: "ann", partition: "", id: 3 }, container: "" },
  state: { current: ["COMPLETED"], reason: "None" },
  exit_code: { status: ["SUCCESS"], return_code: some(0), signal: { id: NONE, name: "" } },
  time: {
    ...{ submission: T, eligible: T, start: T + 10, end: T + 3610, elapsed: 3600, suspended: 0, limit: some(120) },
    ...{ planned: some(10), total: { seconds: 0, microseconds: 0 } },
  },
  array: { job_id: 0, task_id: NONE, task: "", limits: { max: { running: { tasks: 0 } } } },
  het: { job_id: 0, job_offset: NONE },
  ...{ allocation_nodes: 1, nodes: "c1", required: { CPUs: 4, memory_per_cpu: NONE, memory_per_node: some(8192) } },
  tres: { allocated: FOUR, requested: FOUR },
  steps: [],
} satisfies JsonObject;

/** What slurmrestd v0.0.42 answers of these. */
export function toldJson(jobs: readonly ToldJob[]): string {
  const told = jobs.map(({ json: { time, ...rest } }) => {
    const times = { ...PLAIN_JSON.time, ...(typeof time === "object" ? time : {}) };
    return { ...PLAIN_JSON, ...rest, time: times };
  });
  return JSON.stringify({
    jobs: told,
    meta: { plugin: { data_parser: "data_parser/v0.0.42" } },
    errors: [],
    warnings: [],
  });
}

export const at = (seconds: number) => new Date(seconds * 1000).toISOString();
const FOUR_PUSHED = { cpus: 4, memory_bytes: 8 * 2 ** 30, nodes: 1, other: { billing: 4 } };
const PLAIN_PUSHED = {
  ...{ job_id: 1, user: "ann", account: "astro", partition: "cpu", qos: "normal", name: "job", state: "COMPLETED" },
  ...{ exit_code: 0, exit_signal: 0, submitted_at: at(T), eligible_at: at(T), started_at: at(T + 10) },
  ...{ ended_at: at(T + 3610), elapsed_seconds: 3600, suspended_seconds: 0, time_limit_seconds: 7200, reason: null },
  ...{ nodes: "c1", node_count: 1, allocated: FOUR_PUSHED, requested: FOUR_PUSHED, energy_joules: 0 },
};

/** What an integrator pushes of these. */
export function toldRecords(jobs: readonly ToldJob[]): Record<string, unknown>[] {
  return jobs.map(({ pushed }) => ({ ...PLAIN_PUSHED, ...pushed }));
}

/** Who is told of: the number of the job in each source. */
export function ids(id: number): ToldJob {
  return { text: { JobIDRaw: String(id), JobID: String(id) }, json: { job_id: id }, pushed: { job_id: id } };
}

/** The job with more said of it in each source. */
export function told(job: ToldJob, { text, json, pushed, steps = job.steps ?? [] }: Partial<ToldJob>): ToldJob {
  const time = { ...object(job.json.time), ...object(json?.time) };
  return {
    steps,
    text: { ...job.text, ...text },
    json: { ...job.json, ...json, time },
    pushed: { ...job.pushed, ...pushed },
  };
}

function object(value: unknown): object {
  return typeof value === "object" && value !== null ? value : {};
}

/** When it was submitted, started and ended, in seconds after T; null: not at all. Elapsed is all of it. */
export function timed(job: ToldJob, submit: number, start: number | null, end: number | null): ToldJob {
  const elapsed = start === null || end === null ? 0 : end - start;
  const word = (time: number | null) => (time === null ? "Unknown" : String(T + time));
  const instant = (time: number | null) => (time === null ? null : at(T + time));
  const zero = (time: number | null) => (time === null ? 0 : T + time);
  return told(job, {
    text: {
      ...{ Submit: word(submit), Eligible: word(submit), Start: word(start), End: word(end) },
      ElapsedRaw: String(elapsed),
    },
    json: { time: { submission: T + submit, eligible: T + submit, start: zero(start), end: zero(end), elapsed } },
    pushed: {
      ...{ submitted_at: at(T + submit), eligible_at: at(T + submit), started_at: instant(start) },
      ...{ ended_at: instant(end), elapsed_seconds: elapsed },
    },
  });
}

export function stated(job: ToldJob, state: string): ToldJob {
  return told(job, {
    text: { State: state },
    json: { state: { current: [state], reason: "None" } },
    pushed: { state },
  });
}

/** What it was given: sacct's text of it, slurmrestd's list, and an integrator's. */
export function given(job: ToldJob, text: string, list: readonly object[], pushed: object): ToldJob {
  return told(job, {
    text: { AllocTRES: text },
    json: { tres: { allocated: list, requested: FOUR } },
    pushed: { allocated: pushed },
  });
}

/** Waiting, or gone before it began: it was given nothing and nodes were not assigned. */
export function empty(job: ToldJob): ToldJob {
  return told(job, {
    text: { AllocTRES: "", NodeList: "None assigned", NNodes: "1" },
    json: { tres: { allocated: [], requested: FOUR }, nodes: "None assigned" },
    pushed: { allocated: {}, nodes: null },
  });
}

/** With a step of an hour that used 10 minutes of CPU time, 1,000 KiB at most and 500 KiB on average. */
export function stepped(job: ToldJob): ToldJob {
  const id = String(job.json.job_id);
  const time = { start: some(T + 10), end: some(T + 3610), elapsed: 3600, total: { seconds: 600, microseconds: 0 } };
  const memory = (kib: number) => [{ type: "mem", name: "", id: 2, count: kib * 1024 }];
  const usage = { max: memory(1_000), average: memory(500) };
  return told(job, {
    steps: [
      {
        ...{ JobIDRaw: `${id}.batch`, JobID: `${id}.batch`, JobName: "batch", User: "", Partition: "", QOS: "" },
        ...{ Submit: String(T + 10), TotalCPU: "00:10:00", MaxRSS: "1000K", AveRSS: "500K", ReqTRES: "" },
      },
    ],
    json: { steps: [{ step: { id: `${id}.batch`, name: "batch" }, time, tres: { requested: usage } }] },
    pushed: { used_cpu_milliseconds: 600_000, max_rss_kib: 1_000, used_memory_kib_seconds: 500 * 3600 },
  });
}
