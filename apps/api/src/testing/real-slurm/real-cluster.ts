import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The cluster that the environment names. */
export interface RealCluster {
  /** Where its slurmrestd is, and a user with a token who sees everybody's jobs. */
  readonly url: string;
  readonly user: string;
  readonly token: string;
  readonly name: string;
  /** Who submits; null: whoever runs the tests. */
  readonly submitter: string | null;
  /** For Slurm's own programs. */
  readonly slurmConf: string;
}

/** @throws if a variable is missing. */
export function clusterOf(env: Readonly<Record<string, string | undefined>>): RealCluster {
  const needed = (name: string) => {
    const value = env[name];
    if (value === undefined || value === "") throw new Error(`${name} is missing: it says where the cluster is`);
    return value;
  };
  return {
    ...{ url: needed("TESTSLURM_URL"), user: needed("TESTSLURM_USER"), token: needed("TESTSLURM_TOKEN") },
    ...{ name: needed("TESTSLURM_CLUSTER"), slurmConf: needed("SLURM_CONF") },
    submitter: env.TESTSLURM_PLAINUSER ?? null,
  };
}

/** Slurm's own programs, in UTC and with times as numbers. */
export class SlurmPrograms {
  readonly #cluster: RealCluster;

  constructor(cluster: RealCluster) {
    this.#cluster = cluster;
  }

  /** @returns what it prints */
  async call(program: string, ...args: string[]): Promise<string> {
    return await this.#run(program, args, "");
  }

  /** Submits a job that runs lines of shell, and gives its id. */
  async submit(name: string, options: readonly string[], lines: string): Promise<number> {
    const { submitter } = this.#cluster;
    const as = submitter === null ? [] : [`--uid=${submitter}`];
    const job = ["--parsable", "--output=/dev/null", `--job-name=${name}`, ...options];
    const printed = await this.#run("sbatch", [...as, ...job], `#!/bin/sh\n${lines}\n`);
    const id = Number(printed.trim().split(";")[0]);
    if (!Number.isSafeInteger(id) || id === 0) throw new Error(`sbatch gave no id for ${name}: ${printed}`);
    return id;
  }

  /** Waits until all that slurmctld knows of a job is in one of some states. */
  async until(jobId: number, states: readonly string[], seconds = 60): Promise<void> {
    const end = Date.now() + seconds * 1_000;
    for (;;) {
      const printed = await this.call("squeue", "-h", "-r", "-t", "all", "-j", String(jobId), "-o", "%T");
      const now = printed.split("\n").filter((state) => state !== "");
      if (now.length > 0 && now.every((state) => states.includes(state))) return;
      if (Date.now() > end) throw new Error(`job ${jobId} is ${now} after ${seconds} s, not ${states.join(" or ")}`);
      await sleep(250);
    }
  }

  async #run(program: string, args: readonly string[], input: string): Promise<string> {
    const env = {
      ...{ PATH: "/usr/local/bin:/usr/bin:/bin", LC_ALL: "C.UTF-8", TZ: "UTC", SLURM_TIME_FORMAT: "%s" },
      SLURM_CONF: this.#cluster.slurmConf,
    };
    const running = run(program, args, { env, cwd: "/tmp", maxBuffer: 64 * 1024 * 1024 });
    // Most programs read nothing and may be gone before they could.
    running.child.stdin?.on("error", () => {});
    running.child.stdin?.end(input);
    return (await running).stdout;
  }

  /** A partition with GPUs; null: there is none. */
  async gpuPartition(): Promise<string | null> {
    const lines = (await this.call("sinfo", "-h", "-o", "%R %G")).split("\n");
    return lines.find((line) => line.includes("gpu:"))?.split(" ")[0] ?? null;
  }
}

/** A run as sacct tells it, read without anything of Purser. */
export interface ToldRun {
  readonly jobId: number;
  /** Seconds since 1970, as all times here. */
  readonly submittedAt: number;
  readonly name: string;
  readonly state: string;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly elapsed: number;
  readonly cpuSeconds: number;
  readonly gpuSeconds: number;
  readonly memoryMibSeconds: number;
}

const FIELDS = ["JobIDRaw", "Submit", "State", "Start", "End", "ElapsedRaw", "CPUTimeRAW", "AllocTRES", "JobName"];

/** All runs since a time, as sacct tells them now. Those that were cancelled before they might have begun it tells of only when asked by state. */
export async function toldRuns(slurm: SlurmPrograms, since: number): Promise<ToldRun[]> {
  const told = [
    ...(await recordsOf(slurm, since, [])),
    ...(await recordsOf(slurm, since, ["--state=CANCELLED,DEADLINE"])),
  ];
  return [...new Map(told.map((run) => [`${run.jobId} ${run.submittedAt}`, run])).values()];
}

async function recordsOf(slurm: SlurmPrograms, since: number, more: readonly string[]): Promise<ToldRun[]> {
  const delimiter = `<${randomBytes(6).toString("hex")}>`;
  const from = new Date(since * 1_000).toISOString().slice(0, 19);
  const options = ["-a", "-D", "-X", "-n", "-P", "--noconvert", `--delimiter=${delimiter}`, `-S${from}`, "-Enow"];
  const text = await slurm.call("sacct", ...options, ...more, `--format=${FIELDS.join(",")}`);
  // The name, which comes last, may hold a line break: it goes on in the next line.
  const records: string[] = [];
  for (const line of text.split("\n").filter((each) => each !== "")) {
    if (line.split(delimiter).length === FIELDS.length) records.push(line);
    else records.push(`${records.pop() ?? ""}\n${line}`);
  }
  return records.map((record) => toldRun(record.split(delimiter)));
}

function toldRun(fields: readonly string[]): ToldRun {
  const [jobId, submit, state = "", start, end, elapsedRaw, cpuTime, tres = "", name = ""] = fields;
  const time = (text: string | undefined) => (/^\d+$/.test(text ?? "") && text !== "0" ? Number(text) : null);
  const elapsed = Number(elapsedRaw);
  const amount = (type: string) => Number(new RegExp(`(?:^|,)${type}=(\\d+)`).exec(tres)?.[1] ?? 0);
  return {
    ...{ jobId: Number(jobId), submittedAt: Number(submit), name, state: state.replace(/ by \d+$/, "") },
    ...{ startedAt: time(start), endedAt: time(end), elapsed, cpuSeconds: Number(cpuTime) },
    gpuSeconds: elapsed * amount("gres/gpu"),
    memoryMibSeconds: elapsed * amount("mem"),
  };
}
