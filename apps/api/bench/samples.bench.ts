// What a sample costs through sign-in, contract, verdict and summary, answered after its commit: one to a call, against a bare
// Fastify route that inserts one row and commits; and ten thousand in a call, against COPY of the finished rows into the same partitions.
import { pipeline } from "node:stream/promises";
import fastify from "fastify";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { signInAs } from "../src/testing/tokens.ts";
import { type BenchDatabase, startBenchServer } from "./bench-database.ts";
import { median, printResult } from "./bench-result.ts";
import { secondsToPost } from "./post-load.ts";
import { addRunningRuns } from "./sampled-runs.ts";
import { servedApp } from "./served-app.ts";

const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const RUNS = 1_000;
const CONNECTIONS = 64;
const CALLS = 10_000;
const AT_ONCE = 10_000;
const LARGE_CALLS = 4;

await using server = await startBenchServer();
await using database = await server.createDatabase();
await measure(database);

/** Samples that nobody has sent yet: one of each run at every millisecond. */
function sampleMaker(runs: readonly string[]) {
  let made = 0;
  const begin = Date.now() - 10 * 60_000;
  return () => {
    const at = new Date(begin + Math.floor(made / runs.length)).toISOString();
    made += 1;
    const values = {
      cpu_percent: (made * 7.31) % 100,
      memory_mib: 1_000 + (made % 997) * 0.25,
      gpu_percent: made % 101,
    };
    return { run_id: runs[made % runs.length] ?? "", node: "c1", timestamp: at, ...values };
  };
}

type Round = Readonly<Record<"own" | "bare" | "lines" | "copy", number>>;

async function measure({ db, owner }: BenchDatabase): Promise<void> {
  const next = sampleMaker(await addRunningRuns(owner, RUNS));
  const { app, ctx, close } = await servedApp({ db });
  const { headers } = await signInAs(ctx, "center_admin", { username: "collector" });
  const pool = new pg.Pool({ connectionString: owner.options.connectionString, max: db.pool.options.max });
  pool.on("error", () => {});
  await owner.query("create table public.bare (like samples.sample including all)");
  await owner.query("select samples.make_day((now() at time zone 'UTC')::date)");
  const bare = bareServer(pool);
  const ports = { own: await portOf(app), bare: await portOf(bare) };
  const common = { authorization: headers.authorization, connections: CONNECTIONS, type: "application/json" };
  const made = (count: number) => Array.from({ length: count }, next);
  const rounds: Round[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const singles = made(CALLS).map((sample) => JSON.stringify({ samples: [sample] }));
    const own = CALLS / (await secondsToPost({ ...common, port: ports.own, path: "/api/v1/samples", bodies: singles }));
    const plain = made(CALLS).map((sample) => JSON.stringify(sample));
    const reference = CALLS / (await secondsToPost({ ...common, port: ports.bare, path: "/", bodies: plain }));
    const texts = Array.from({ length: LARGE_CALLS }, () =>
      made(AT_ONCE)
        .map((sample) => JSON.stringify(sample))
        .join("\n"),
    );
    const large = { ...common, type: "application/x-ndjson", connections: 1, port: ports.own, path: "/api/v1/samples" };
    const lines = (LARGE_CALLS * AT_ONCE) / (await secondsToPost({ ...large, bodies: texts }));
    const copy =
      (LARGE_CALLS * AT_ONCE) /
      (await copySeconds(
        owner,
        Array.from({ length: LARGE_CALLS }, () => made(AT_ONCE)),
      ));
    console.log(
      `round ${round}: one ${own.toFixed(0)} against ${reference.toFixed(0)} a second, lines ${lines.toFixed(0)} against ${copy.toFixed(0)}`,
    );
    if (round > 0) rounds.push({ own, bare: reference, lines, copy }); // the first one warms up
  }
  await Promise.all([close(), bare.close()]);
  await pool.end();
  await assertAllThere(owner);
  report(rounds);
}

/** The reference: finished rows by COPY, each ten thousand in a transaction of their own. */
async function copySeconds(
  owner: pg.Pool,
  batches: readonly ReturnType<ReturnType<typeof sampleMaker>>[][],
): Promise<number> {
  const texts = batches.map((batch) =>
    batch
      .map((each) => {
        const hundredths = [each.cpu_percent, each.memory_mib, each.gpu_percent].map((value) =>
          Math.round(value * 100),
        );
        return [each.run_id, each.timestamp, 1, 4, ...hundredths, "\\N"].join("\t");
      })
      .join("\n"),
  );
  const columns = "run_id, ts, node_label, source, cpu_hundredths, memory_hundredths, gpu_hundredths, gpus";
  const client = await owner.connect();
  const from = performance.now();
  for (const text of texts)
    await pipeline([Buffer.from(`${text}\n`)], client.query(copyFrom(`copy samples.sample (${columns}) from stdin`)));
  const seconds = (performance.now() - from) / 1000;
  client.release();
  return seconds;
}

/** A fast bench whose rows are not there has measured nothing. */
async function assertAllThere(owner: pg.Pool): Promise<void> {
  const sent = (ROUNDS + 1) * (CALLS + LARGE_CALLS * AT_ONCE);
  const { rows } = await owner.query<{ n: string }>("select sum(sample_count) as n from samples.series");
  if (Number(rows[0]?.n) !== sent) throw new Error(`${rows[0]?.n} of ${sent} samples are in the summaries`);
}

function report(rounds: readonly Round[]): void {
  const ratio = (value: keyof Round, reference: keyof Round) =>
    median(rounds.map((each) => each[value] / each[reference]));
  const of = (what: keyof Round) => median(rounds.map((each) => each[what]));
  printResult({
    bench: "samples",
    ratio: ratio("own", "bare"),
    goal: { must: 0.45, aim: 0.7 },
    better: "higher",
    unit: "samples per second, one to a call, against a bare route that inserts and commits",
    value: of("own"),
    reference: of("bare"),
    rounds: rounds.length,
    detail: {
      ...{ runs: RUNS, connections: CONNECTIONS },
      lines: {
        ratio: ratio("lines", "copy"),
        ...{ must: 0.35, aim: 0.5, pass: ratio("lines", "copy") >= 0.35 },
        ...{ value: of("lines"), reference: of("copy") },
      },
    },
  });
}

async function portOf(app: { listen: (options: { host: string; port: number }) => Promise<string> }): Promise<number> {
  return Number(new URL(await app.listen({ host: "127.0.0.1", port: 0 })).port);
}

/** The reference: no sign-in, no contract, no summary, no log; one row, committed. */
function bareServer(pool: pg.Pool) {
  const app = fastify();
  app.post<{ Body: ReturnType<ReturnType<typeof sampleMaker>> }>("/", async ({ body }) => {
    const text =
      "insert into public.bare (run_id, ts, node_label, source, cpu_hundredths, memory_hundredths, gpu_hundredths) values ($1, $2, 1, 4, $3, $4, $5)";
    const hundredths = [body.cpu_percent, body.memory_mib, body.gpu_percent].map((value) => Math.round(value * 100));
    await pool.query({ name: "bare", text, values: [body.run_id, body.timestamp, ...hundredths] });
    return { status: "stored" };
  });
  return app;
}
