// What ingest costs over PostgreSQL's own COPY of the finished rows into the same tables, indexes and constraints.
// Three cases: new runs into a table that holds others, the same into an empty one, and the same file again.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startBenchServer } from "./bench-database.ts";
import { median, printResult } from "./bench-result.ts";
import { copyAll, empty, readFinished } from "./finished-rows.ts";
import { ingest } from "./ingest-context.ts";
import { writeSacctFile } from "./sacct-file.ts";

const RUNS = 200_000;
const ROUNDS = 5;

const folder = await mkdtemp(join(tmpdir(), "purser-ingest-"));
const file = join(folder, "new.psv");
const before = join(folder, "before.psv");
await using server = await startBenchServer();
try {
  const bytes = await writeSacctFile(file, { runs: RUNS, seed: 1, firstMonth: "2026-06" });
  await writeSacctFile(before, { runs: RUNS, seed: 2, firstMonth: "2026-03" });
  await measure(bytes);
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function measure(bytes: number): Promise<void> {
  const rounds: { new: number; first: number; replay: number; seconds: number; reference: number }[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const first = await firstLoad();
    const grown = await intoOthers();
    rounds.push({
      first: first.ratio,
      replay: first.replay,
      new: grown.ratio,
      seconds: grown.seconds,
      reference: grown.reference,
    });
    console.log(
      `round ${round + 1}: new ${grown.ratio.toFixed(2)} (${grown.seconds.toFixed(2)} s against ${grown.reference.toFixed(2)} s), first load ${first.ratio.toFixed(2)}, replay ${first.replay.toFixed(2)}`,
    );
  }
  const of = (key: "new" | "first" | "replay" | "seconds" | "reference") => median(rounds.map((round) => round[key]));
  printResult({
    bench: "ingest",
    ratio: of("new"),
    goal: { must: 0.6, aim: 0.8 },
    better: "higher",
    unit: "speed against COPY of the finished rows",
    value: RUNS / of("seconds"),
    reference: RUNS / of("reference"),
    rounds: ROUNDS,
    detail: {
      runs: RUNS,
      bytes,
      runsPerSecond: Math.round(RUNS / of("seconds")),
      firstLoad: { ratio: of("first"), must: 0.75, aim: 1, pass: of("first") >= 0.75 },
      replay: { ratio: of("replay"), must: 0.8, aim: 1, pass: of("replay") >= 0.8 },
    },
  });
}

/** New runs into an empty database, then the same file again, against COPY into an empty one. */
async function firstLoad(): Promise<{ ratio: number; replay: number }> {
  await using database = await server.createDatabase();
  const own = await timed(async () => void (await ingest(database.db, file)));
  const finished = await readFinished(database);
  const replay = await timed(async () => {
    const batch = await ingest(database.db, file);
    if (batch.runs_new + batch.runs_changed !== 0) throw new Error("the same file again changed something");
  });
  await empty(database);
  const reference = await timed(async () => await copyAll(database, finished));
  return { ratio: reference / own, replay: reference / replay };
}

/** New runs into a database that holds as many others, against COPY into the same. */
async function intoOthers(): Promise<{ ratio: number; seconds: number; reference: number }> {
  await using database = await server.createDatabase();
  await ingest(database.db, before);
  const others = await readFinished(database);
  const own = await timed(async () => void (await ingest(database.db, file)));
  const all = await readFinished(database, "batch_id = (select id from usage.batch order by id desc limit 1)");
  await empty(database);
  await copyAll(database, others);
  const reference = await timed(async () => await copyAll(database, all));
  return { ratio: reference / own, seconds: own, reference };
}

async function timed(work: () => Promise<void>): Promise<number> {
  const from = performance.now();
  await work();
  return (performance.now() - from) / 1000;
}
