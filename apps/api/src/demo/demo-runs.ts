import { DEMO_PARTITIONS, DEMO_USERS, type DemoPartition, type DemoUser } from "./centre.ts";
import { type Random, seededRandom } from "./random.ts";

export interface DemoSpan {
  readonly seed: number;
  readonly runs: number;
  readonly from: Date;
  readonly to: Date;
}

/** One run of the demonstration, times in epoch seconds. */
export interface DemoRun {
  readonly jobId: number;
  readonly displayId: string;
  readonly user: DemoUser;
  readonly partition: DemoPartition;
  readonly qos: string;
  readonly name: string;
  readonly submittedAt: number;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  /** When sacct is taken to have been asked: a run that has not ended has lasted until then. */
  readonly readAt: number;
  readonly rawState: string;
  readonly exitCode: string;
  readonly limitMinutes: number;
  readonly nodes: number;
  readonly nodeList: string;
  readonly cpus: number;
  readonly gpus: number;
  readonly memoryGib: number;
  readonly usedCpuSeconds: number;
  /** How much of its memory the run really used. */
  readonly memoryShare: number;
}

/** What a job asks for, before it is known how its runs go. */
type Job = Omit<
  DemoRun,
  "submittedAt" | "startedAt" | "endedAt" | "rawState" | "exitCode" | "usedCpuSeconds" | "jobId" | "displayId"
> & {
  readonly wantedSeconds: number;
  readonly cpuShare: number;
};

const NAMES = [
  "train-resnet",
  "lammps-melt",
  "gromacs-npt",
  "wrf-forecast",
  "blast-search",
  "openfoam-wing",
  "vasp-relax",
  "fold-protein",
  "render-scene",
  "monte-carlo",
  "preprocess",
  "finetune-llm",
  "variant-call",
  "cfd-sweep",
  "ทดสอบโมเดล",
  "วิเคราะห์ฝน",
] as const;
const SIGMA_RUNTIME = 1.4;

/** About `span.runs` runs that were submitted in the span and known at its end, in the order of their submission. */
export function* demoRuns(span: DemoSpan): Generator<DemoRun> {
  const random = seededRandom(span.seed);
  const from = span.from.getTime() / 1000;
  const readAt = Math.floor(span.to.getTime() / 1000);
  let jobId = 100_000;
  for (let made = 0; made < span.runs; ) {
    // Submissions are spread evenly over the span, so the number made says how far it has come.
    const submittedAt = Math.floor(from + ((readAt - from) * (made + random.next())) / span.runs);
    const job = newJob(random, readAt);
    const tasks = random.next() < 0.04 ? random.integer(4, 24) : 1;
    for (let task = 0; task < tasks; task += 1) {
      const id = jobId + task;
      const displayId = tasks === 1 ? String(id) : `${jobId + tasks - 1}_${task + 1}`;
      for (const run of runsOf(random, { ...job, jobId: id, displayId }, submittedAt)) {
        yield run;
        made += 1;
      }
    }
    jobId += tasks;
  }
}

function newJob(random: Random, readAt: number): Job {
  const user = random.weighted(DEMO_USERS.map((person) => [person, person.weight] as const) as [[DemoUser, number]]);
  const partition = random.weighted([
    [DEMO_PARTITIONS.cpu, 68],
    [DEMO_PARTITIONS.highmem, 6],
    [DEMO_PARTITIONS.a100, 18],
    [DEMO_PARTITIONS.h100, 8],
  ]);
  const gpus = partition.gpusPerNode === 0 ? 0 : random.pick([1, 1, 1, 2, 2, 4, partition.gpusPerNode]);
  const cpus = gpus > 0 ? gpus * 8 : random.pick([1, 2, 4, 8, 8, 16, 16, 32, 64, partition.cpusPerNode]);
  const nodes = gpus === 0 && cpus === partition.cpusPerNode && random.next() < 0.3 ? random.integer(2, 4) : 1;
  const memoryPerCpu = Math.max(1, Math.round(partition.memoryGibPerNode / partition.cpusPerNode));
  const first = random.integer(1, partition.nodes - nodes + 1);
  const limitMinutes = random.pick([60, 240, 720, 1440, 2880, 4320]);
  return {
    user,
    partition,
    qos: random.weighted([
      ["normal", 90],
      ["high", 6],
      ["low", 4],
    ]),
    name: random.pick(NAMES),
    readAt,
    limitMinutes,
    nodes,
    nodeList: nodeList(partition, first, nodes),
    cpus: cpus * nodes,
    gpus,
    memoryGib: cpus * nodes * memoryPerCpu,
    memoryShare: 0.1 + 0.8 * random.next(),
    wantedSeconds: Math.max(1, Math.round(random.logNormal(partition.gpuType === null ? 2400 : 5400, SIGMA_RUNTIME))),
    cpuShare: 0.3 + 0.69 * random.next(),
  };
}

function nodeList({ nodePrefix }: DemoPartition, first: number, count: number): string {
  const number = (value: number) => String(value).padStart(3, "0");
  return count === 1 ? nodePrefix + number(first) : `${nodePrefix}[${number(first)}-${number(first + count - 1)}]`;
}

type NumberedJob = Job & { readonly jobId: number; readonly displayId: string };

/** The runs of a job: one, or more where a node failed or the job was put back into the queue. */
function* runsOf(random: Random, job: NumberedJob, submittedAt: number): Generator<DemoRun> {
  const wait = Math.round(random.logNormal(180, 1.2));
  const fate = random.weighted([
    ["ENDS", 955],
    ["CANCELLED", 20],
    ["NODE_FAIL", 8],
    ["REQUEUED", 9],
    ["PREEMPTED", 8],
  ]);
  if (fate === "CANCELLED") {
    yield known({
      ...job,
      submittedAt,
      startedAt: null,
      endedAt: submittedAt + wait,
      rawState: "CANCELLED by 1001",
      exitCode: "0:0",
    });
    return;
  }
  const startedAt = submittedAt + wait;
  if (fate === "ENDS") {
    yield known(ending(random, job, { submittedAt, startedAt }));
    return;
  }
  const brokenAt = startedAt + Math.max(1, Math.round(limited(job) * random.next()));
  yield known({ ...job, submittedAt, startedAt, endedAt: brokenAt, rawState: fate, exitCode: "0:0" });
  if (brokenAt + 120 < job.readAt) {
    yield known(ending(random, job, { submittedAt: brokenAt, startedAt: brokenAt + 120 }));
  }
}

function limited(job: Job): number {
  return Math.min(job.wantedSeconds, job.limitMinutes * 60);
}

type Fated = NumberedJob & Pick<DemoRun, "submittedAt" | "startedAt" | "endedAt" | "rawState" | "exitCode">;

function ending(random: Random, job: NumberedJob, times: { submittedAt: number; startedAt: number }): Fated {
  const endedAt = times.startedAt + limited(job);
  if (job.wantedSeconds > job.limitMinutes * 60) {
    return { ...job, ...times, endedAt: endedAt + random.integer(0, 30), rawState: "TIMEOUT", exitCode: "0:0" };
  }
  const [rawState, exitCode] = random.weighted([
    [["COMPLETED", "0:0"], 87],
    [["FAILED", "1:0"], 7],
    [["OUT_OF_MEMORY", "0:125"], 2],
    [["CANCELLED by 1001", "0:15"], 4],
  ] as const);
  return { ...job, ...times, endedAt, rawState, exitCode };
}

/** What sacct knows of the run at the time it is asked: not how it is going to end. */
function known(run: Fated): DemoRun {
  const { readAt } = run;
  const startedAt = run.startedAt !== null && run.startedAt <= readAt ? run.startedAt : null;
  const endedAt = run.endedAt !== null && run.endedAt <= readAt ? run.endedAt : null;
  const open = endedAt === null;
  const seconds = startedAt === null ? 0 : (endedAt ?? readAt) - startedAt;
  return {
    ...run,
    startedAt,
    endedAt,
    rawState: open ? (startedAt === null ? "PENDING" : "RUNNING") : run.rawState,
    exitCode: open ? "0:0" : run.exitCode,
    nodeList: startedAt === null ? "None assigned" : run.nodeList,
    usedCpuSeconds: open ? 0 : Math.round(seconds * run.cpus * run.cpuShare),
  };
}
