import { readdir, readFile } from "node:fs/promises";
import { join, normalize } from "node:path";

/** What a control group says of a run on this node. */
export interface CgroupReading {
  readonly source: "cgroup-v2" | "cgroup-v1";
  /** Used so far. null: the kernel does not count it here. */
  readonly cpuSeconds: number | null;
  readonly memoryBytes: number | null;
  /** To how many CPUs it is confined; null: to none. */
  readonly cpus: number | null;
}

/** Whose control group is looked for. `path` is where a prolog saw it, from the root on; null: it did not say. */
export interface CgroupJob {
  readonly jobId: number;
  readonly path: string | null;
}

/** Reads the control groups of jobs below the place where the kernel shows them. */
export class Cgroups {
  readonly #root: string;
  readonly #node: string;

  constructor({ root, node }: { readonly root: string; readonly node: string }) {
    this.#root = root;
    this.#node = node;
  }

  /** @returns null where the job has no control group here: it is over, or has not begun */
  async read(job: CgroupJob): Promise<CgroupReading | null> {
    for (const tree of [this.#root, join(this.#root, "unified")]) {
      const found = await this.#readUnified(tree, job);
      if (found !== null) return found;
    }
    return await this.#readControllers(job);
  }

  /** Version 2: one tree. Below `unified` it has no controllers where version 1 has them, and then it is of no use. */
  async #readUnified(tree: string, job: CgroupJob): Promise<CgroupReading | null> {
    const places = async () => {
      const scopes = (await namesIn(join(tree, "system.slice"))).filter((name) => name.endsWith("slurmstepd.scope"));
      // Where several nodes share a host the scope begins with the node's name.
      const own = scopes.filter((name) => name === "slurmstepd.scope" || name === `${this.#node}_slurmstepd.scope`);
      return [...own.map((name) => `system.slice/${name}/job_${job.jobId}`), ...(await this.#userPlaces(tree, job))];
    };
    return await firstRead(job, places, async (path) => {
      const folder = join(tree, path);
      const usedMicros = /^usage_usec (\d+)$/m.exec((await textOf(join(folder, "cpu.stat"))) ?? "")?.[1];
      if (usedMicros === undefined) return null;
      return {
        source: "cgroup-v2",
        cpuSeconds: Number(usedMicros) / 1e6,
        memoryBytes: await numberIn(join(folder, "memory.current")),
        cpus: await confinement(folder, tree, "cpuset.cpus.effective"),
      };
    });
  }

  /** Version 1: a tree for each controller, all with the same folders. */
  async #readControllers(job: CgroupJob): Promise<CgroupReading | null> {
    const time = await this.#controller(["cpuacct", "cpu,cpuacct", "cpuacct,cpu"]);
    const memory = join(this.#root, "memory");
    const cpuset = join(this.#root, "cpuset");
    return await firstRead(
      job,
      async () => await this.#userPlaces(time ?? memory, job),
      async (path) => {
        const usedNanos = time === null ? null : await numberIn(join(time, path, "cpuacct.usage"));
        const memoryBytes = await numberIn(join(memory, path, "memory.usage_in_bytes"));
        if (usedNanos === null && memoryBytes === null) return null;
        return {
          source: "cgroup-v1",
          cpuSeconds: usedNanos === null ? null : usedNanos / 1e9,
          memoryBytes,
          cpus: await confinement(join(cpuset, path), cpuset, "cpuset.effective_cpus"),
        };
      },
    );
  }

  async #controller(names: readonly string[]): Promise<string | null> {
    const there = await namesIn(this.#root);
    const name = names.find((each) => there.includes(each));
    return name === undefined ? null : join(this.#root, name);
  }

  /** `slurm/uid_1000/job_42`; where several nodes share a host, `slurm_c1/uid_1000/job_42`. */
  async #userPlaces(tree: string, { jobId }: CgroupJob): Promise<string[]> {
    const places: string[] = [];
    for (const top of [`slurm_${this.#node}`, "slurm"]) {
      for (const name of await namesIn(join(tree, top))) {
        if (/^uid_\d+$/.test(name)) places.push(`${top}/${name}/job_${jobId}`);
      }
    }
    return places;
  }
}

/** The first place where there is something to read: the one that the prolog saw, else the usual ones. */
async function firstRead(
  { path }: CgroupJob,
  places: () => Promise<string[]>,
  read: (path: string) => Promise<CgroupReading | null>,
): Promise<CgroupReading | null> {
  // It was told by a machine and says which files are opened.
  const told = path === null || path.split("/").includes("..") ? null : normalize(path);
  const first = told === null || /^[./]*$/.test(told) ? null : await read(told);
  if (first !== null) return first;
  for (const place of await places()) {
    const found = await read(place);
    if (found !== null) return found;
  }
  return null;
}

/** How many CPUs a group may use, where that is fewer than the whole machine has. */
async function confinement(folder: string, tree: string, file: string): Promise<number | null> {
  const [own, all] = [await textOf(join(folder, file)), await textOf(join(tree, file))];
  const cpus = own === null ? 0 : cpusIn(own);
  return cpus > 0 && (all === null || cpus < cpusIn(all)) ? cpus : null;
}

/** How many CPUs a list such as `0-3,8` names. */
function cpusIn(list: string): number {
  return [...list.matchAll(/(\d+)(?:-(\d+))?/g)]
    .map(([, from, to]) => Number(to ?? from) - Number(from) + 1)
    .reduce((sum, count) => sum + count, 0);
}

async function numberIn(file: string): Promise<number | null> {
  const text = (await textOf(file))?.trim() ?? "";
  return /^\d+$/.test(text) ? Number(text) : null;
}

/** null: it is not there, or went away under the reader's eyes (ENODEV). */
const textOf = async (file: string) => await readFile(file, "utf8").catch(() => null);
const namesIn = async (folder: string): Promise<string[]> => await readdir(folder).catch(() => []);
