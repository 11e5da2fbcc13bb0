import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { jobLifter } from "../../integrations/slurm/job-lifter.ts";
import { SYSTEM_ACTOR } from "../../platform/context.ts";
import { createLog } from "../../platform/log.ts";
import { startContractApp, testConfig } from "../../testing/contract-app.ts";
import { createTestDatabase } from "../../testing/database.ts";
import { isAlive } from "../../testing/is-alive.ts";
import { recordedJson, recordedText } from "../../testing/recordings.ts";
import { type StoredTruth, storedTruth } from "../../testing/stored-truth.ts";
import { storedRuns, upload } from "../../testing/usage-api.ts";
import { baseState } from "../jobs/core/run-state.ts";
import { runPricer } from "../rating/run-pricer.ts";
import type { Batch } from "./core/batch.ts";
import { ingestUsage } from "./ingest-usage.ts";

const TEXT = recordedText("sacct-steps.psv");
const JSON_38 = recordedJson("sacct-22.05-v0.0.38");
const NOW = () => new Date("2026-11-21T04:00:00Z");

type StoredRun = StoredTruth["runs"][number];
const stateOf = (run: StoredRun) => baseState(String(run.raw_state));

/**
 * The run without what the JSON of versions up to v0.0.39 cannot tell, and nothing else: the number of who cancelled it;
 * the code of a program that ended by itself, unless the state implies it; the second that passed between the recordings.
 */
function told(run: StoredRun): StoredRun {
  const isExitTold = isAlive(stateOf(run)) || stateOf(run) === "COMPLETED" || run.exit_signal !== 0;
  const grown = isAlive(stateOf(run)) ? { elapsed_seconds: null, suspended_seconds: null } : {};
  return { ...run, raw_state: stateOf(run), exit_code: isExitTold ? run.exit_code : null, ...grown };
}

/** What is in the database after these sources. */
async function stateAfter(bodies: readonly Buffer[]) {
  await using database = await createTestDatabase();
  const config = testConfig(database.url);
  const app = { db: database.db, config, log: createLog({ level: "silent" }), now: NOW };
  const ctx = { ...app, actor: SYSTEM_ACTOR, requestId: null, client: null, call: null };
  const batches: Batch[] = [];
  for (const body of bodies) {
    const input = { source: "file", sourceName: "test", cluster: null, timeZone: "UTC", idempotencyKey: null } as const;
    const ports = { pricer: runPricer, lifter: jobLifter };
    batches.push(await ingestUsage({ ...ctx, ...ports }, { ...input, content: Readable.from([body]) }));
  }
  return { ...(await storedTruth(database.db)), batches };
}

describe("the same truth from every source", () => {
  it("ends in the same rows, byte for byte", async () => {
    const text = await stateAfter([TEXT]);
    const json = await stateAfter([JSON_38]);
    expect(json.runs).toHaveLength(168);
    expect(json.runs.map(told)).toEqual(text.runs.map(told));
    expect(json.charges).toEqual(text.charges);
    expect(json.uncharged).toEqual(text.uncharged);
    expect(json.batches).toMatchObject([
      {
        format: "json",
        api_version: "v0.0.38",
        warnings: [],
        time_zone: "UTC",
        rejected: 0,
        runs_new: 168,
        steps_merged: 335,
      },
    ]);
  });

  it("makes no difference in what order the sources tell it", async () => {
    const textFirst = await stateAfter([TEXT, JSON_38, TEXT]);
    const jsonFirst = await stateAfter([gzipSync(JSON_38), TEXT, gzipSync(JSON_38)]);
    expect(jsonFirst.runs).toEqual(textFirst.runs);
    expect(jsonFirst.charges).toEqual(textFirst.charges);
    // The text says more of how a run ended, and the JSON is a second younger: nothing of either is forgotten.
    const text = await stateAfter([TEXT]);
    const over = (runs: readonly StoredRun[]) => runs.filter((run) => !isAlive(stateOf(run)));
    expect(over(textFirst.runs)).toEqual(over(text.runs));
    expect(textFirst.batches).toMatchObject([{ runs_new: 168 }, { runs_new: 0, runs_changed: 3 }, { runs_changed: 0 }]);
  });

  it("takes an answer of slurmrestd as a file", async () => {
    await using app = await startContractApp({ now: NOW });
    const response = await upload(app, recordedJson("slurmrestd-24.11-v0.0.42-failed"));
    expect([response.statusCode, response.json()]).toMatchObject([
      201,
      { format: "json", api_version: "v0.0.42", warnings: [], runs_new: 1, steps_merged: 1, lines_read: 2 },
    ]);
    expect(await storedRuns(app)).toMatchObject([
      { cluster: "hpc", raw_state: "FAILED", exit_code: 1, exit_signal: 0 },
    ]);
  });
}, 120_000);
