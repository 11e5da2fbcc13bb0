// What it costs to be told of a run's start: sign-in by API token, the contract's checks, the run, its history, its verdict and
// its audit record, answered after the commit. Against a bare Fastify route that inserts one row and commits.
import fastify from "fastify";
import pg from "pg";
import { createServiceToken } from "../src/domains/identity/create-api-token.ts";
import { systemContext } from "../src/platform/context.ts";
import { type BenchDatabase, startBenchServer } from "./bench-database.ts";
import { median, printResult } from "./bench-result.ts";
import { eventsPerSecond } from "./event-load.ts";
import { servedApp } from "./served-app.ts";

/** Many short rounds: the machine's pace changes from second to second, and both sides of a round should have the same. */
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 20);
const SECONDS = Number(process.env.BENCH_SECONDS ?? 1);
const CONNECTIONS = 64;

await using server = await startBenchServer();
await using database = await server.createDatabase();
await measure(database);

async function measure({ db, owner }: BenchDatabase): Promise<void> {
  await owner.query(`
    create schema bench;
    create table bench.event (id bigint generated always as identity primary key, job_id bigint not null, told jsonb not null)`);
  const { app: own, ctx, close } = await servedApp({ db });
  const wish = { name: "nodes", scopes: ["events:write"], days: 1, allowedAddresses: [] };
  const { text } = await createServiceToken(systemContext(ctx), { ...wish, role: "center_admin", slurmUsers: [] });
  // As many connections as the program has.
  const pool = new pg.Pool({ connectionString: owner.options.connectionString, max: db.pool.options.max });
  pool.on("error", () => {});
  const bare = bareServer(pool);
  const ports = { own: await portOf(own), bare: await portOf(bare) };
  const load = { authorization: `Bearer ${text}`, connections: CONNECTIONS, seconds: SECONDS };
  let job = 0;
  const rate = async (port: number, path: string) => {
    job += 10_000_000; // jobs of their own for each round
    return await eventsPerSecond({ ...load, port, path, firstJob: job });
  };
  const rounds: { own: number; bare: number }[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const each = { own: await rate(ports.own, "/api/v1/events/job-started"), bare: await rate(ports.bare, "/events") };
    console.log(`round ${round}: ${each.own.toFixed(0)} against ${each.bare.toFixed(0)}`);
    if (round > 0) rounds.push(each); // the first one warms up
  }
  const { rows } = await owner.query<{ runs: string; events: string; wrong: string }>(`
    select (select count(*) from jobs.run) as runs, (select count(*) from jobs.run_event) as events,
      (select count(*) from jobs.check_runs()) as wrong`);
  await Promise.all([close(), bare.close()]);
  await pool.end();
  const [kept] = rows;
  if (kept === undefined || kept.runs !== kept.events || kept.wrong !== "0") throw new Error(JSON.stringify(kept));
  printResult({
    bench: "events",
    ratio: median(rounds.map((each) => each.own / each.bare)),
    goal: { must: 0.45, aim: 0.7 },
    better: "higher",
    unit: "events per second, each answered after its commit, 64 connections",
    value: median(rounds.map(({ own: value }) => value)),
    reference: median(rounds.map(({ bare: value }) => value)),
    rounds: rounds.length,
    detail: { connections: CONNECTIONS, events_kept: Number(kept.events) },
  });
}

async function portOf(app: { listen: (options: { host: string; port: number }) => Promise<string> }): Promise<number> {
  return Number(new URL(await app.listen({ host: "127.0.0.1", port: 0 })).port);
}

/** The reference: no sign-in, no checks, no log; one row a call. */
function bareServer(pool: pg.Pool) {
  const app = fastify();
  app.post<{ Body: { job_id: number } }>("/events", async (request) => {
    const text = "insert into bench.event (job_id, told) values ($1, $2) returning id";
    const values = [request.body.job_id, JSON.stringify(request.body)];
    const { rows } = await pool.query<{ id: string }>({ name: "event", text, values });
    return { status: "created", id: rows[0]?.id };
  });
  return app;
}
