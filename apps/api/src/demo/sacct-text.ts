import { DEMO_CLUSTER } from "./centre.ts";
import { type DemoRun, type DemoSpan, demoRuns } from "./demo-runs.ts";

/** The columns of the text, the free one last, as an operator would ask sacct for them. */
const COLUMNS = [
  "JobID",
  "JobIDRaw",
  "Cluster",
  "User",
  "Account",
  "Partition",
  "QOS",
  "State",
  "ExitCode",
  "Submit",
  "Eligible",
  "Start",
  "End",
  "ElapsedRaw",
  "Suspended",
  "TimelimitRaw",
  "NNodes",
  "NCPUS",
  "ReqCPUS",
  "ReqMem",
  "ReqTRES",
  "AllocTRES",
  "TotalCPU",
  "MaxRSS",
  "AveRSS",
  "ConsumedEnergyRaw",
  "NodeList",
  "Reason",
  "JobName",
] as const;

type Row = Partial<Record<(typeof COLUMNS)[number], string | number>>;

/**
 * What `sacct --parsable2 -D -a` would print for the demonstration centre, steps included, in pieces of many lines.
 * The same span and seed give the same bytes.
 */
export function* sacctText(span: DemoSpan): Generator<Buffer> {
  let text = `${COLUMNS.join("|")}\n`;
  for (const run of demoRuns(span)) {
    text += line(allocation(run));
    if (run.startedAt !== null && run.rawState !== "RUNNING") text += line(batchStep(run));
    if (text.length < 64 * 1024) continue;
    yield Buffer.from(text);
    text = "";
  }
  yield Buffer.from(text);
}

function line(row: Row): string {
  return `${COLUMNS.map((column) => row[column] ?? "").join("|")}\n`;
}

function allocation(run: DemoRun): Row {
  const requested = `billing=${run.cpus},cpu=${run.cpus},${gpus(run, false)}mem=${run.memoryGib}G,node=${run.nodes}`;
  const allocated = `billing=${run.cpus},cpu=${run.cpus},${gpus(run, true)}mem=${run.memoryGib}G,node=${run.nodes}`;
  return {
    JobID: run.displayId,
    JobIDRaw: run.jobId,
    Cluster: DEMO_CLUSTER,
    User: run.user.name,
    Account: run.user.account,
    Partition: run.partition.name,
    QOS: run.qos,
    State: run.rawState,
    ExitCode: run.exitCode,
    Submit: local(run.submittedAt),
    Eligible: local(run.submittedAt),
    Start: run.startedAt === null ? "None" : local(run.startedAt),
    End: run.endedAt === null ? "Unknown" : local(run.endedAt),
    ElapsedRaw: elapsed(run),
    Suspended: "00:00:00",
    TimelimitRaw: run.limitMinutes,
    NNodes: run.nodes,
    NCPUS: run.startedAt === null ? 0 : run.cpus,
    ReqCPUS: run.cpus,
    ReqMem: `${run.memoryGib}G`,
    ReqTRES: requested,
    AllocTRES: run.startedAt === null ? "" : allocated,
    TotalCPU: duration(run.usedCpuSeconds),
    ConsumedEnergyRaw: run.startedAt === null ? 0 : run.cpus * elapsed(run) * 4,
    NodeList: run.nodeList,
    Reason: "None",
    JobName: run.name,
  };
}

function batchStep(run: DemoRun): Row {
  const memoryKib = Math.round(run.memoryGib * 1_048_576 * run.memoryShare);
  return {
    JobID: `${run.displayId}.batch`,
    JobIDRaw: `${run.jobId}.batch`,
    Cluster: DEMO_CLUSTER,
    Account: run.user.account,
    State: run.rawState.split(" ")[0] ?? "",
    ExitCode: run.exitCode,
    Submit: local(run.startedAt ?? run.submittedAt),
    Eligible: local(run.startedAt ?? run.submittedAt),
    Start: local(run.startedAt ?? run.submittedAt),
    End: run.endedAt === null ? "Unknown" : local(run.endedAt),
    ElapsedRaw: elapsed(run),
    Suspended: "00:00:00",
    NNodes: 1,
    NCPUS: run.cpus,
    ReqCPUS: run.cpus,
    AllocTRES: `cpu=${run.cpus},mem=${run.memoryGib}G,node=1`,
    TotalCPU: duration(run.usedCpuSeconds),
    MaxRSS: `${memoryKib}K`,
    AveRSS: `${Math.round(memoryKib * 0.8)}K`,
    ConsumedEnergyRaw: 0,
    NodeList: run.nodeList,
    JobName: "batch",
  };
}

/** An untyped request is shown with the type that was got, as Slurm does. */
function gpus({ gpus: count, partition: { gpuType } }: DemoRun, typed: boolean): string {
  if (count === 0) return "";
  return typed ? `gres/gpu:${gpuType}=${count},gres/gpu=${count},` : `gres/gpu=${count},`;
}

function elapsed(run: DemoRun): number {
  return run.startedAt === null ? 0 : (run.endedAt ?? run.readAt) - run.startedAt;
}

/** Bangkok has kept this distance from UTC since 1920, so no calendar is needed for each time. */
const OFFSET_SECONDS = 7 * 3600;

/** Epoch seconds as the centre's local time without a zone, which is how sacct prints it. */
function local(seconds: number): string {
  return new Date((seconds + OFFSET_SECONDS) * 1000).toISOString().slice(0, 19);
}

/** `[D-]HH:MM:SS`. */
function duration(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const days = Math.floor(seconds / 86_400);
  const clock = `${two(Math.floor(seconds / 3600) % 24)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return days === 0 ? clock : `${days}-${clock}`;
}
