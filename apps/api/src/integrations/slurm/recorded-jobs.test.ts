import { describe, expect, it } from "vitest";
import { runQuantities } from "../../domains/jobs/core/quantities.ts";
import type { Run } from "../../domains/jobs/core/run.ts";
import { baseState } from "../../domains/jobs/core/run-state.ts";
import { isAlive } from "../../testing/is-alive.ts";
import { jsonReader, readJson } from "../../testing/read-json.ts";
import { readAll } from "../../testing/read-sacct.ts";
import { recordedJson, recordedText } from "../../testing/recordings.ts";

const text = readAll(recordedText("sacct-steps.psv")).runs.map(({ run }) => run);
const keyOf = ({ cluster, jobId, submittedAt }: Run) => `${cluster} ${jobId} ${submittedAt}`;
const byKey = new Map(text.map((run) => [keyOf(run), run]));

/** Where the code of a program that ended by itself is not what these versions say, and no state tells it either. */
const UNTOLD_EXITS = ["FAILED", "TIMEOUT", "CANCELLED", "DEADLINE", "NODE_FAIL", "PREEMPTED", "REQUEUED", "RESIZING"];

/** The run as the text has it, without what the JSON of these versions cannot tell: all of it stands here. */
function asJsonCanTell(run: Run): Run {
  const isUntold = UNTOLD_EXITS.includes(baseState(run.rawState)) && run.exitSignal === 0;
  // The JSON has the name of the person who cancelled a job, and sacct the number.
  return { ...run, rawState: baseState(run.rawState), exitCode: isUntold ? null : run.exitCode };
}

describe("the same jobs, as text and as JSON", () => {
  it.each([
    // All runs of the text, 6 of them alive.
    ["sacct-22.05-v0.0.38", 168, 162],
    // Asked for without parameters, so without the runs that another one of the same job followed.
    ["slurmrestd-22.05-v0.0.38", 154, 150],
    ["slurmrestd-22.05-v0.0.37", 12, 8],
    ["slurmrestd-22.05-v0.0.36", 12, 8],
  ])("%s gives the same runs", (name, all, ended) => {
    const { runs, rejects, straySteps } = readJson(recordedJson(name));
    expect({ runs: runs.length, rejects, straySteps }).toEqual({ runs: all, rejects: [], straySteps: [] });
    const over = runs.map(({ run }) => run).filter((run) => !isAlive(run.rawState));
    expect(over).toHaveLength(ended);
    for (const run of over) {
      const told = asJsonCanTell(byKey.get(keyOf(run)) ?? run);
      // Where nothing is asked for, times are cut off to the day: a job that never started seems to start at its end.
      const isCut = name === "slurmrestd-22.05-v0.0.38" && told.startedAt === null;
      expect(run).toEqual(isCut ? { ...told, startedAt: run.startedAt } : told);
    }
  });

  it("gives the same live runs, but for the seconds between the two recordings", () => {
    const live = readJson(recordedJson("sacct-22.05-v0.0.38"))
      .runs.map(({ run }) => run)
      .filter(({ rawState }) => isAlive(rawState));
    expect(live).toHaveLength(6);
    for (const run of live) {
      const told = byKey.get(keyOf(run));
      const { elapsedSeconds, suspendedSeconds, ...rest } = run;
      expect(told).toMatchObject(rest);
      const later = elapsedSeconds + suspendedSeconds - (told?.elapsedSeconds ?? 0) - (told?.suspendedSeconds ?? 0);
      expect(later).toBe(run.startedAt === null ? 0 : 1);
    }
  });

  it("is priced alike to the last second", () => {
    const json = readJson(recordedJson("sacct-22.05-v0.0.38")).runs.map(({ run }) => run);
    for (const run of json) {
      const told = byKey.get(keyOf(run));
      expect(runQuantities(run)).toEqual(told === undefined ? undefined : runQuantities(told));
    }
  });
});

describe("a recording of another centre", () => {
  it("works out the start where Slurm gives the eligible time for it", () => {
    const [first, second] = readJson(recordedJson("sacct-21.08-v0.0.37-second")).runs.map(({ run }) => run);
    // 1680244103 - 20615 and 1680215981 - 86307; `time.start` says 1680193504 and 1680127992, as `time.eligible` does.
    expect([first?.startedAt, second?.startedAt]).toEqual([1680223488, 1680129674]);
    expect(first).toMatchObject({
      ...{ cluster: "cedar", displayId: "1_7", arrayJobId: 1, arrayTaskId: 7, user: "nobody", gpus: 1 },
      ...{ rawState: "NODE_FAIL", endedAt: 1680244103, allocatedTres: "billing=1,cpu=4,gres/gpu=1,mem=40G,node=1" },
    });
  });

  it("does not know the start of a job without steps that has not ended", () => {
    const [first] = readJson(recordedJson("sacct-21.08-v0.0.37")).runs;
    expect(first?.run).toMatchObject({ startedAt: null, endedAt: null, elapsedSeconds: 20_615 });
  });

  it.each([
    ["24.05-v0.0.41", "v0.0.41"],
    ["24.11-v0.0.41", "v0.0.41"],
    ["24.11-v0.0.42", "v0.0.42"],
  ])("reads every state of slurmrestd %s", (release, version) => {
    const read = (name: string) => {
      const reader = jsonReader();
      const bytes = recordedJson(`slurmrestd-${release}-${name}`);
      const { runs, rejects } = readTogether(reader.push(bytes), reader.end());
      expect([reader.apiVersion, reader.warnings, rejects]).toEqual([version, [], []]);
      return runs[0]?.run;
    };
    expect(read("completed")).toMatchObject({ rawState: "COMPLETED", exitCode: 0, exitSignal: 0, energyJoules: null });
    expect(read("failed")).toMatchObject({ rawState: "FAILED", exitCode: 1, exitSignal: 0, state: "failed" });
    expect(read("timeout")).toMatchObject({ rawState: "TIMEOUT", state: "failed" });
    expect(read("running")).toMatchObject({ rawState: "RUNNING", endedAt: null, state: "running" });
    expect(read("pending")).toMatchObject({ rawState: "PENDING", startedAt: null, nodes: null, allocatedCpus: 0 });
    // The machine of the recording keeps no account of its GPUs, and its older release had not written all of the job yet.
    expect(read("gpus-multi-nodes")).toMatchObject({ nodeCount: release === "24.05-v0.0.41" ? 0 : 2, gpus: 0 });
    expect(read("unfound")).toBeUndefined();
  });
});

function readTogether(...batches: ReturnType<ReturnType<typeof jsonReader>["push"]>[]) {
  return {
    runs: batches.flatMap(({ runs }) => [...runs]),
    rejects: batches.flatMap(({ rejects }) => [...rejects]),
  };
}
