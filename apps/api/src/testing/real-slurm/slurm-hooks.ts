import { execFile } from "node:child_process";
import { access, chmod, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { RealCluster } from "./real-cluster.ts";

const run = promisify(execFile);
const SCRIPTS = fileURLToPath(new URL("../../../../../deploy/slurm/", import.meta.url));
const COLLECTOR = fileURLToPath(new URL("../../../../collector/", import.meta.url));
const HOOKS = ["prolog", "epilog", "prolog-slurmctld", "epilog-slurmctld"];

/** What the scripts need to know of the Purser that they tell. */
export interface Told {
  readonly url: string;
  readonly token: string;
}

/**
 * The folder of a cluster that runs on this machine, where its hooks and daemons are within reach; null: it is elsewhere,
 * or does not have them.
 */
export async function folderOf(env: Readonly<Record<string, string | undefined>>): Promise<string | null> {
  const folder = env.TESTSLURM_DIR;
  if (folder === undefined || process.getuid?.() !== 0) return null;
  const needed = [...HOOKS.map((hook) => `hooks/${hook}.d`), "run/slurmd-c3.pid", "bin/slurmd"];
  const there = await Promise.allSettled(needed.map(async (name) => await access(join(folder, name))));
  return there.every(({ status }) => status === "fulfilled") ? folder : null;
}

/** Purser's scripts as hooks of a cluster, from here on for every job, until they are taken away again. */
export class SlurmHooks {
  readonly #folder: string;
  readonly #work: string;
  readonly #cluster: RealCluster;

  /** @param work a folder of the test's own, for settings and spool */
  constructor({ folder, work, cluster }: { folder: string; work: string; cluster: RealCluster }) {
    this.#folder = folder;
    this.#work = work;
    this.#cluster = cluster;
  }

  async install(told: Told): Promise<void> {
    await writeFile(join(this.#work, "token"), told.token, { mode: 0o600 });
    await this.tell(told.url);
    for (const hook of HOOKS) {
      const file = this.#hook(hook);
      const variables = `SLURM_CONF='${this.#cluster.slurmConf}' PURSER_CONFIG='${join(this.#work, "purser.env")}'`;
      await writeFile(file, `#!/bin/sh\n${variables} exec '${join(SCRIPTS, `${hook}.sh`)}'\n`);
      await chmod(file, 0o755);
    }
  }

  /** Where Purser is, for whatever happens from here on. */
  async tell(url: string): Promise<void> {
    const [tokenFile, spool] = [join(this.#work, "token"), join(this.#work, "spool")];
    await mkdir(spool, { recursive: true });
    const settings = { PURSER_URL: url, PURSER_TOKEN_FILE: tokenFile, PURSER_SPOOL_DIR: spool };
    const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`);
    await writeFile(join(this.#work, "purser.env"), lines.join(""));
  }

  /** What waits to be told. */
  async waiting(): Promise<string[]> {
    const names = await readdir(join(this.#work, "spool/events")).catch(() => []);
    return names.filter((name) => /\.(job-started|job-finished|unsettled)$/.test(name));
  }

  async replay(): Promise<void> {
    await run(join(SCRIPTS, "replay.sh"), [], { env: { PURSER_CONFIG: join(this.#work, "purser.env") } });
  }

  /** Whether Slurm itself puts jobs into control groups here. */
  async hasControlGroups(): Promise<boolean> {
    return await access(join(this.#folder, "cg")).then(
      () => true,
      () => false,
    );
  }

  /** One round of the collector of a node. */
  async collect({ url, node }: { readonly url: string; readonly node: string }): Promise<void> {
    await run(process.execPath, [join(COLLECTOR, "build.mjs")]);
    const env = {
      ...{ PURSER_URL: url, PURSER_CLUSTER: this.#cluster.name, PURSER_NODE: node },
      ...{ PURSER_TOKEN_FILE: join(this.#work, "token"), PURSER_SPOOL_DIR: join(this.#work, "spool") },
      PURSER_CGROUP_ROOT: join(this.#folder, "cg"),
    };
    await run(process.execPath, [join(COLLECTOR, "dist/purser-collector.mjs"), "--once"], { env, cwd: "/" });
  }

  async remove(): Promise<void> {
    for (const hook of HOOKS) await rm(this.#hook(hook), { force: true });
  }

  /** The node stops answering: its daemon is killed, and slurmctld is told that it is down. */
  async lose(node: string): Promise<void> {
    const pid = (await readFile(join(this.#folder, `run/slurmd-${node}.pid`), "utf8")).trim();
    process.kill(Number(pid), "SIGKILL");
    await this.#slurm("scontrol", "update", `nodename=${node}`, "state=down", "reason=lost");
  }

  /** It is there again. */
  async bringBack(node: string): Promise<void> {
    await this.#slurm(join(this.#folder, "bin/slurmd"), "-N", node);
    // Refused where slurmctld has taken it back by itself.
    await this.#slurm("scontrol", "update", `nodename=${node}`, "state=resume").catch(() => undefined);
  }

  #hook(name: string): string {
    return join(this.#folder, `hooks/${name}.d/50-purser`);
  }

  async #slurm(program: string, ...args: string[]): Promise<void> {
    const env = { PATH: "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin", SLURM_CONF: this.#cluster.slurmConf };
    await run(program, args, { env, cwd: "/tmp" });
  }
}
