import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { plant } from "../testing/folder.ts";
import { HEAD_JOB, JOB, squeueLine, startSlurmNode } from "../testing/slurm-node.ts";

const [STARTED, FINISHED] = ["/api/v1/events/job-started", "/api/v1/events/job-finished"];
const SUBMITTED = "2026-11-21T09:59:58Z";
const TIME = expect.stringMatching(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);

describe("prolog.sh", () => {
  it("tells what the node knows of the job, and who tells it", async () => {
    await using node = await startSlurmNode();
    await node.runScript("prolog", { ...JOB, SLURM_JOB_GPUS: "0,3" });
    expect(node.purser.posted(STARTED)).toEqual([
      {
        cluster: "lotus",
        job_id: 42,
        user: "alice",
        node: "c1",
        node_list: ["c[1-2]", "g1"],
        timestamp: TIME,
        restart_count: 0,
        cpu_allocation: 20,
        gpu_devices: ["0", "3"],
        partition: "cpu",
        account: "astro",
      },
    ]);
    expect(node.purser.calls[0]?.headers).toMatchObject({
      authorization: "Bearer canary-token",
      "content-type": "application/json",
      "x-changed-by": "slurm",
      "x-source": "prolog",
    });
    expect(await node.waiting()).toEqual([]);
  });

  it("says of a job without GPUs that it has none, and takes the cluster's name in Purser from the settings", async () => {
    await using node = await startSlurmNode({ PURSER_CLUSTER: "lotus-2" });
    await node.runScript("prolog", JOB);
    expect(node.purser.posted(STARTED)).toMatchObject([{ cluster: "lotus-2", gpu_vendor: "none" }]);
  });
});

describe("prolog-slurmctld.sh", () => {
  it("asks Slurm once for what no script is told: the submit time, the memory and the GPUs", async () => {
    await using node = await startSlurmNode();
    const tres = "cpu=20,mem=62.50G,node=3,billing=20,gres/gpu=2,gres/gpu:a100=2";
    const others = squeueLine("420", "2026-01-01T00:00:00Z", "7", "1", "cpu=1,mem=1M");
    await node.slurmSays("squeue", `${others}\n${squeueLine("42", SUBMITTED, "1", "20", tres)}`);
    await node.runScript("prolog-slurmctld", HEAD_JOB);
    expect(node.purser.posted(STARTED)).toEqual([
      {
        cluster: "lotus",
        job_id: 42,
        user: "alice",
        node_list: ["c[1-2]", "g1"],
        timestamp: TIME,
        submit_time: SUBMITTED,
        restart_count: 1,
        cpu_allocation: 20,
        memory_allocation_mb: 64_000,
        gpu_allocation: 2,
        partition: "cpu",
        account: "astro",
        array_job_id: 40,
        array_task_id: 2,
        name: "train",
      },
    ]);
  });

  it.each([
    ["mem=400M", 400, 0],
    ["mem=2T,gres/gpu:a100=3,gres/gpu:t4=1", 2_097_152, 4],
  ])("reads %s as %s MiB and %s GPUs", async (tres, memory, gpus) => {
    await using node = await startSlurmNode();
    await node.slurmSays("squeue", squeueLine("42", SUBMITTED, "0", "1", tres));
    await node.runScript("prolog-slurmctld", HEAD_JOB);
    expect(node.purser.posted(STARTED)).toMatchObject([{ memory_allocation_mb: memory, gpu_allocation: gpus }]);
  });

  it("tells what it knows where Slurm does not answer within two seconds", async () => {
    await using node = await startSlurmNode();
    await plant(node.folder, { "bin/squeue": "#!/bin/sh\nsleep 30\n" });
    const { seconds } = await node.runScript("prolog-slurmctld", HEAD_JOB);
    expect(seconds).toBeLessThan(5);
    expect(node.purser.posted(STARTED)).toEqual([expect.not.objectContaining({ submit_time: expect.anything() })]);
  });
});

describe("epilog.sh", () => {
  it("tells the exit code and the signal, and no state, which no node is told", async () => {
    await using node = await startSlurmNode();
    await node.runScript("prolog", JOB);
    await node.runScript("epilog", { ...JOB, SLURM_JOB_EXIT_CODE2: "5:15", SLURM_JOB_EXIT_CODE: "1295" });
    expect(node.purser.posted(FINISHED)).toEqual([
      {
        cluster: "lotus",
        job_id: 42,
        user: "alice",
        node: "c1",
        node_list: ["c[1-2]", "g1"],
        timestamp: TIME,
        restart_count: 0,
        partition: "cpu",
        account: "astro",
        exit_code: 5,
        signal: 15,
      },
    ]);
  });

  it("names the run that its prolog named: Slurm counts a requeued job's next run before the epilog of this one", async () => {
    await using node = await startSlurmNode();
    await node.runScript("prolog", JOB);
    await node.runScript("epilog", { ...JOB, SLURM_JOB_RESTART_COUNT: "1" });
    expect(node.purser.posted(FINISHED)).toMatchObject([{ restart_count: 0 }]);
    expect(await readdir(join(node.spool, "runs"))).toEqual([]);
  });

  it("names none where no prolog ran here", async () => {
    await using node = await startSlurmNode();
    await node.runScript("epilog", { ...JOB, SLURM_JOB_RESTART_COUNT: "1" });
    expect(node.purser.posted(FINISHED)).toEqual([expect.not.objectContaining({ restart_count: expect.anything() })]);
  });
});

describe("epilog-slurmctld.sh", () => {
  it.each([
    [
      "what slurmctld says once the job is no longer completing",
      squeueLine("42", SUBMITTED, "CANCELLED"),
      "",
      "CANCELLED",
    ],
    [
      "what accounting says of this run, where the job is waiting for its next",
      squeueLine("42", "2026-11-21T10:05:00Z", "PENDING"),
      "42|2026-11-21T09:59:58|PREEMPTED\n42|2026-11-21T10:05:00|PENDING",
      "PREEMPTED",
    ],
    [
      "what accounting says, where slurmctld has forgotten the job",
      "",
      "42|2026-11-21T09:59:58|CANCELLED by 1002",
      "CANCELLED by 1002",
    ],
  ])("sends as the state %s", async (_whose, squeue, sacct, state) => {
    await using node = await startSlurmNode();
    await node.slurmSays("squeue", squeueLine("42", SUBMITTED, "0", "20", "mem=1G"));
    await node.runScript("prolog-slurmctld", HEAD_JOB);
    await node.slurmSays("squeue", squeue);
    await node.slurmSays("sacct", sacct);
    await node.runScript("epilog-slurmctld", { ...HEAD_JOB, SLURM_JOB_EXIT_CODE2: "0:0" });
    // It does not wait itself: Slurm does not go on before it is over.
    expect(await node.waiting()).toEqual([expect.stringMatching(/\.unsettled$/)]);
    await vi.waitFor(async () => expect(await node.waiting()).toEqual([]), { timeout: 15_000 });
    expect(node.purser.posted(FINISHED)).toEqual([
      {
        cluster: "lotus",
        job_id: 42,
        user: "alice",
        node_list: ["c[1-2]", "g1"],
        timestamp: TIME,
        submit_time: SUBMITTED,
        restart_count: 0,
        partition: "cpu",
        account: "astro",
        final_state: state,
        exit_code: 0,
        signal: 0,
      },
    ]);
  });

  it("tells at once, without a state, of a run whose submit time it does not know", async () => {
    await using node = await startSlurmNode();
    await node.runScript("epilog-slurmctld", { ...HEAD_JOB, SLURM_JOB_EXIT_CODE2: "0:9" });
    expect(node.purser.posted(FINISHED)).toMatchObject([{ job_id: 42, signal: 9 }]);
    expect(node.purser.posted(FINISHED)).toEqual([expect.not.objectContaining({ final_state: expect.anything() })]);
    expect(await node.waiting()).toEqual([]);
  });
});

it.each(["prolog", "epilog", "prolog-slurmctld", "epilog-slurmctld"])(
  "%s.sh tells nothing of what is no job, and of what the environment pretends",
  async (script) => {
    await using node = await startSlurmNode();
    await node.runScript(script, { SLURM_JOB_ID: "$(reboot)" });
    await node.runScript(script, {});
    expect(node.purser.calls).toEqual([]);
    await node.runScript(script, { ...JOB, P_final_state: "COMPLETED", P_submit_time: SUBMITTED, P_cgroup_path: "/x" });
    const [call] = node.purser.calls;
    expect(call?.text).toContain('"job_id":42');
    expect(call?.text).not.toMatch(/final_state|submit_time|"\/x"/);
  },
);
