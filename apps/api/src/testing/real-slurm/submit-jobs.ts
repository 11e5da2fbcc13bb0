import { setTimeout as sleep } from "node:timers/promises";
import type { SlurmPrograms } from "./real-cluster.ts";

/** What every kind of job ends as, by its name. One that is requeued or resized has several runs. */
export type ExpectedStates = Readonly<Record<string, readonly string[]>>;

const PLAIN: readonly [name: string, options: readonly string[], lines: string, states: readonly string[]][] = [
  ["timeout", ["-t", "1"], "sleep 600", ["TIMEOUT"]],
  ["completed", ["-c", "2"], "sleep 2", ["COMPLETED"]],
  ["memory", ["--mem=300M"], "sleep 1", ["COMPLETED"]],
  ["instant", [], "true", ["COMPLETED"]],
  ["failed", [], "sleep 1; exit 3", ["FAILED"]],
  ["killed-by-signal", [], "kill -SEGV $$", ["FAILED"]],
  ["steps", ["-n", "2"], "srun -n1 sleep 1; srun -n2 sleep 1", ["COMPLETED"]],
  ["two-nodes", ["-N", "2", "-n", "2"], "srun sleep 1", ["COMPLETED"]],
  ["array", ["-a", "0-4%2"], "sleep 1; [ $SLURM_ARRAY_TASK_ID != 3 ]", ["COMPLETED", "FAILED"]],
  ["pipe|name||x", [], "true", ["COMPLETED"]],
  ["=cmd|calc!A0", [], "true", ["COMPLETED"]],
  ["งาน-ทดสอบ", [], "true", ["COMPLETED"]],
  ["line\nbreak", [], "true", ["COMPLETED"]],
];

/**
 * Submits a job of every kind and brings about what happens to it. When it returns all are over but two: `live-running`
 * and `live-held`.
 */
export async function submitJobs(slurm: SlurmPrograms): Promise<ExpectedStates> {
  const jobs = new Map<string, { readonly id: number; readonly states: readonly string[] }>();
  const submit = async (name: string, options: readonly string[], lines: string, states: readonly string[]) => {
    const id = await slurm.submit(name, options, lines);
    jobs.set(name, { id, states });
    return id;
  };
  // What takes longest first.
  for (const [name, options, lines, states] of PLAIN) await submit(name, options, lines, states);
  const gpus = await slurm.gpuPartition();
  if (gpus === null)
    process.stdout.write("skipped: jobs with GPUs and het jobs (no partition of this cluster has GPUs)\n");
  else {
    await submit("gpu", ["-p", gpus, "--gres=gpu:2", "-c", "4", "--mem=1G"], "sleep 2", ["COMPLETED"]);
    const parts = `#SBATCH -n 2 --mem=100M\n#SBATCH hetjob\n#SBATCH -n 1 -p ${gpus} --gres=gpu:1 -c 2\nsleep 2`;
    await submit("het", [], parts, ["COMPLETED"]);
  }
  await submit("live-held", ["--hold"], "true", ["PENDING"]);
  const pending = await submit("cancelled-pending", ["--begin=now+1hour"], "true", ["CANCELLED"]);
  await slurm.call("scancel", String(pending));
  await Promise.all([
    ...[cancelWhileRunning, requeue, suspend, resize].map(async (work) => await work(slurm, submit)),
    submit("live-running", [], "sleep 900", ["RUNNING"]).then(async (id) => await slurm.until(id, ["RUNNING"])),
  ]);
  for (const [name, { id }] of jobs) if (!name.startsWith("live-")) await slurm.until(id, OVER, 150);
  await sleep(3_000); // the last records travel to slurmdbd
  return Object.fromEntries([...jobs].map(([name, { states }]) => [name, states]));
}

const OVER = ["COMPLETED", "FAILED", "CANCELLED", "TIMEOUT"];

type Submit = (name: string, options: readonly string[], lines: string, states: readonly string[]) => Promise<number>;

async function cancelWhileRunning(slurm: SlurmPrograms, submit: Submit): Promise<void> {
  const id = await submit("cancelled-running", [], "sleep 300", ["CANCELLED"]);
  await slurm.until(id, ["RUNNING"]);
  await sleep(1_000);
  await slurm.call("scancel", String(id));
}

async function requeue(slurm: SlurmPrograms, submit: Submit): Promise<void> {
  const lines = 'if [ -z "$SLURM_RESTART_COUNT" ]; then sleep 300; else sleep 1; fi';
  const id = await submit("requeued", ["--requeue"], lines, ["REQUEUED", "COMPLETED"]);
  await slurm.until(id, ["RUNNING"]);
  await sleep(1_000);
  await slurm.call("scontrol", "requeue", String(id));
}

async function suspend(slurm: SlurmPrograms, submit: Submit): Promise<void> {
  const id = await submit("suspended", [], "sleep 5", ["COMPLETED"]);
  await slurm.until(id, ["RUNNING"]);
  await sleep(1_000);
  await slurm.call("scontrol", "suspend", String(id));
  await sleep(3_000);
  await slurm.call("scontrol", "resume", String(id));
}

async function resize(slurm: SlurmPrograms, submit: Submit): Promise<void> {
  const id = await submit("resized", ["-N", "2", "-n", "2"], "sleep 8", ["RESIZING", "COMPLETED"]);
  await slurm.until(id, ["RUNNING"]);
  await sleep(2_000);
  await slurm.call("scontrol", "update", `jobid=${id}`, "NumNodes=1");
}
