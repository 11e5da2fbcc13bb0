import { execFileSync } from "node:child_process";
import { access, copyFile, mkdir, readdir, readFile, rename, rm, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { plant } from "../testing/folder.ts";
import { JOB, SCRIPTS, startSlurmNode } from "../testing/slurm-node.ts";
import { canMount } from "../testing/small-disk.ts";

const STARTED = "/api/v1/events/job-started";
type Node = Awaited<ReturnType<typeof startSlurmNode>>;

/** Makes everything that waits a minute older: a script leaves what another has just kept to that one. */
async function letAMinutePass({ spool, waiting }: Node): Promise<void> {
  for (const name of await waiting()) {
    const [since = "", ...rest] = name.split("-");
    await rename(join(spool, name), join(spool, [Number(since) - 60, ...rest].join("-")));
  }
}

const job = (id: number) => ({ ...JOB, SLURM_JOB_ID: String(id) });
const toldJobs = (node: Node) => node.purser.calls.map(({ body }) => body.job_id);

it("keeps what happens while Purser is away, and tells it in order with the next job that starts", async () => {
  await using node = await startSlurmNode();
  await node.purser.goAway();
  for (const id of [1, 2]) {
    await node.runScript("prolog", job(id));
    await node.runScript("epilog", job(id));
    await letAMinutePass(node);
  }
  expect(await node.waiting()).toHaveLength(4);
  await node.purser.comeBack();
  await node.runScript("prolog", job(3));
  const told = node.purser.calls.map(({ path, body }) => `${path.split("/").at(-1)} ${body.job_id}`);
  expect(told).toEqual(["job-started 3", "job-started 1", "job-finished 1", "job-started 2", "job-finished 2"]);
  expect(node.purser.calls.map(({ headers }) => headers["x-source"])).toEqual([
    "prolog",
    "prolog",
    "epilog",
    "prolog",
    "epilog",
  ]);
  expect(await node.waiting()).toEqual([]);
});

it("sends what waits without a job as well: replay.sh, for cron", async () => {
  await using node = await startSlurmNode();
  await node.purser.goAway();
  await node.runScript("prolog", job(1));
  await letAMinutePass(node);
  await node.purser.comeBack();
  await node.runScript("replay", {});
  expect(toldJobs(node)).toEqual([1]);
});

it("tells the end of a job whose state nobody waits for any more", async () => {
  await using node = await startSlurmNode();
  const file = join(node.spool, "1000-2-42-1.epilog-slurmctld.unsettled");
  await plant(node.spool, { "1000-2-42-1.epilog-slurmctld.unsettled": '{"job_id":42}\n' });
  await node.runScript("replay", {});
  expect(node.purser.calls).toEqual([]);
  await utimes(file, 0, 0);
  await node.runScript("replay", {});
  expect(node.purser.calls).toMatchObject([{ path: "/api/v1/events/job-finished", body: { job_id: 42 } }]);
});

it.each([400, 422])("sets aside what is answered %s, and asks no more", async (status) => {
  await using node = await startSlurmNode();
  node.purser.answer = () => [status, {}];
  await node.runScript("prolog", job(1));
  await node.runScript("replay", {});
  expect(node.purser.calls).toHaveLength(1);
  expect(await node.waiting()).toEqual([]);
  expect(await readdir(join(node.spool, "refused"))).toHaveLength(1);
});

it("is done with what came too late, which Purser has in its history", async () => {
  await using node = await startSlurmNode();
  node.purser.answer = () => [409, { error: { code: "JOB_TERMINAL_FROZEN" } }];
  await node.runScript("epilog", job(1));
  expect(await node.waiting()).toEqual([]);
  await expect(access(join(node.spool, "refused"))).rejects.toThrow("ENOENT");
});

it.each([401, 429, 503])("keeps what is answered %s", async (status) => {
  await using node = await startSlurmNode();
  node.purser.answer = () => [status, {}];
  for (const id of [1, 2]) await node.runScript("prolog", job(id));
  expect(await node.waiting()).toHaveLength(2);
  expect(node.purser.calls).toHaveLength(2);
});

describe("whatever happens", () => {
  it("ends well within its time where Purser takes a call and never answers, and shows its token to nobody", async () => {
    await using node = await startSlurmNode();
    node.purser.answer = () => "never";
    const running = node.runScript("prolog", JOB);
    while (node.purser.calls.length === 0) await sleep(50);
    const processes = execFileSync("sh", ["-c", "cat /proc/[0-9]*/cmdline 2>/dev/null || :"]).toString("latin1");
    expect(processes).toContain("--max-time");
    expect(processes).not.toContain("canary");
    const { output, seconds } = await running;
    expect(seconds).toBeLessThan(8);
    expect(output).toBe("");
    expect(await node.waiting()).toHaveLength(1);
    expect(node.purser.calls[0]?.headers.authorization).toBe("Bearer canary-token");
  });

  it.each<[string, (node: Node) => Promise<unknown>]>([
    ["without settings", async ({ folder }) => await rm(join(folder, "purser.env"))],
    [
      "with settings that are no shell",
      async ({ folder }) => await writeFile(join(folder, "purser.env"), "PURSER_URL='(\n"),
    ],
    ["without a token", async ({ folder }) => await rm(join(folder, "token"))],
    ["with a file where the spool is", async ({ folder }) => await writeFile(join(folder, "spool"), "")],
  ])("ends well and says nothing %s", async (_without, breakIt) => {
    await using node = await startSlurmNode();
    await breakIt(node);
    for (const script of ["prolog", "epilog-slurmctld", "replay"])
      expect((await node.runScript(script, JOB)).output).toBe("");
  });

  it("ends well where the part that is shared is missing", async () => {
    await using node = await startSlurmNode();
    const copy = join(node.folder, "prolog.sh");
    await copyFile(join(SCRIPTS, "prolog.sh"), copy);
    expect(execFileSync(copy, { env: JOB, stdio: ["ignore", "pipe", "pipe"] }).toString()).toBe("");
  });
});

describe("a spool", () => {
  it("never holds more than it may: the oldest are lost", async () => {
    await using node = await startSlurmNode({ PURSER_SPOOL_EVENTS: "3" });
    await node.purser.goAway();
    for (const id of [1, 2, 3, 4, 5]) {
      await node.runScript("prolog", job(id));
      await letAMinutePass(node);
    }
    const kept = (await node.waiting()).map((name) => name.split("-")[2]);
    expect(kept).toEqual(["3", "4", "5"]);
  });

  it.skipIf(!canMount())(
    "on a full disk holds only whole events, and what does not fit is sent without it",
    async () => {
      await using node = await startSlurmNode();
      await mkdir(node.spool, { recursive: true });
      execFileSync("mount", ["-t", "tmpfs", "-o", "size=16k", "tmpfs", node.spool]);
      try {
        await node.purser.goAway();
        for (let id = 1; id <= 6; id += 1) await node.runScript("prolog", job(id));
        const files = await node.waiting();
        expect(files.length).toBeGreaterThan(0);
        expect(files.length).toBeLessThan(6);
        for (const file of files) expect(JSON.parse(await readFile(join(node.spool, file), "utf8")).node).toBe("c1");
        await node.purser.comeBack();
        await node.runScript("prolog", job(7));
        expect(node.purser.posted(STARTED)).toMatchObject([{ job_id: 7, node: "c1" }]);
      } finally {
        execFileSync("umount", [node.spool]);
      }
    },
  );

  it.skipIf(!canMount())("that is read-only is no hindrance", async () => {
    await using node = await startSlurmNode();
    await mkdir(node.spool, { recursive: true });
    execFileSync("mount", ["-t", "tmpfs", "-o", "ro", "tmpfs", node.spool]);
    try {
      await node.runScript("prolog", job(1));
      await node.runScript("epilog", job(1));
      expect(toldJobs(node)).toEqual([1, 1]);
    } finally {
      execFileSync("umount", [node.spool]);
    }
  });

  it("is sent by one script at a time, and by the next one where that was killed", async () => {
    await using node = await startSlurmNode();
    const lock = join(node.spool, "replaying");
    await plant(node.spool, { "1000-1-7-1.prolog.job-started": '{"job_id":7}\n', replaying: null });
    await node.runScript("replay", {});
    expect(node.purser.calls).toEqual([]);
    await utimes(lock, 0, 0);
    await node.runScript("replay", {});
    expect(toldJobs(node)).toEqual([7]);
  });
});
