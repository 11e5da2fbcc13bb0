import { execFile } from "node:child_process";
import { chmod, readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { FakePurser } from "./fake-purser.ts";
import { plant, temporaryFolder } from "./folder.ts";

const run = promisify(execFile);
export const SCRIPTS = fileURLToPath(new URL("../../../../deploy/slurm/", import.meta.url));

/** How a script ended. */
export interface Ended {
  readonly output: string;
  readonly seconds: number;
}

/** A machine where Slurm runs the scripts: settings, a token, a spool, programs of Slurm that answer what a test wants. */
export async function startSlurmNode(settings: Readonly<Record<string, string>> = {}) {
  const folder = await temporaryFolder();
  const purser = await FakePurser.start();
  const spool = join(folder.path, "spool/events");
  const env = {
    PURSER_URL: purser.url,
    PURSER_TOKEN_FILE: join(folder.path, "token"),
    PURSER_SPOOL_DIR: join(folder.path, "spool"),
    PURSER_SLURM_BIN: join(folder.path, "bin"),
    ...settings,
  };
  const lines = Object.entries(env).map(([name, value]) => `${name}=${value}\n`);
  await plant(folder.path, { "purser.env": lines.join(""), token: "canary-token\n", bin: null });

  /** Has a program of Slurm print a text. */
  const slurmSays = async (program: string, text: string) => {
    const file = `bin/${program}`;
    await plant(folder.path, { [file]: `#!/bin/sh\ncat <<'END'\n${text}\nEND\n` });
    await chmod(join(folder.path, file), 0o755);
  };
  for (const program of ["squeue", "sacct", "logger"]) await slurmSays(program, "");

  /** Runs a script as slurmd or slurmctld does: with their variables and nothing else. Fails where it does not end well. */
  const runScript = async (script: string, variables: Readonly<Record<string, string>>): Promise<Ended> => {
    const begun = performance.now();
    const { stdout, stderr } = await run(join(SCRIPTS, `${script}.sh`), [], {
      env: { PURSER_CONFIG: join(folder.path, "purser.env"), ...variables },
      cwd: "/",
    });
    return { output: stdout + stderr, seconds: (performance.now() - begun) / 1_000 };
  };

  /** What waits, in the order of its names. */
  const waiting = async () =>
    (await readdir(spool).catch(() => [])).filter((name) => name !== "runs" && name !== "refused").sort();

  const dispose = async () => {
    await purser[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  };
  return { folder: folder.path, spool, purser, slurmSays, runScript, waiting, [Symbol.asyncDispose]: dispose };
}

/** What slurmd tells the scripts of a job, as Slurm 22.05 does. */
export const JOB = {
  SLURMD_NODENAME: "c1",
  SLURM_CLUSTER_NAME: "lotus",
  SLURM_JOB_ID: "42",
  SLURM_JOB_USER: "alice",
  SLURM_JOB_ACCOUNT: "astro",
  SLURM_JOB_PARTITION: "cpu",
  SLURM_JOB_CPUS_PER_NODE: "8(x2),4",
  SLURM_JOB_RESTART_COUNT: "0",
  SLURM_NODELIST: "c[1-2],g1",
} as const;

/** What slurmctld tells them. */
export const HEAD_JOB = {
  SLURM_CLUSTER_NAME: "lotus",
  SLURM_JOB_ID: "42",
  SLURM_JOB_NAME: "train",
  SLURM_JOB_USER: "alice",
  SLURM_JOB_ACCOUNT: "astro",
  SLURM_JOB_PARTITION: "cpu",
  SLURM_JOB_NODELIST: "c[1-2],g1",
  SLURM_JOB_RESTART_COUNT: "0",
  SLURM_ARRAY_JOB_ID: "40",
  SLURM_ARRAY_TASK_ID: "2",
} as const;

/** A line of squeue as the scripts ask for it. */
export const squeueLine = (...fields: readonly string[]) => fields.map((field) => `${field.padEnd(20)}|`).join("");
