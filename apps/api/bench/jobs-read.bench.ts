// What a read of runs costs through sign-in, scope, logging and counting, over a bare Fastify with a prepared statement.
// One run is compared with the plain row, a page of 50 with the rows built in Node.
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fastify from "fastify";
import pg from "pg";
import { signInAs } from "../src/testing/tokens.ts";
import { type BenchDatabase, startBenchServer } from "./bench-database.ts";
import { median, printResult } from "./bench-result.ts";
import { answersPerSecond } from "./http-load.ts";
import { ingest } from "./ingest-context.ts";
import { writeSacctFile } from "./sacct-file.ts";
import { servedApp } from "./served-app.ts";

const RUNS = 100_000;
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const SECONDS = 2;
const CONNECTIONS = 32;

const FROM = `
  from jobs.run as r join inventory.cluster as c on c.id = r.cluster_id
  join jobs.label as u on u.id = r.user_label join jobs.label as a on a.id = r.account_label
  join jobs.label as p on p.id = r.partition_label join jobs.label as q on q.id = r.qos_label`;
const NAMES = `c.name as cluster, u.text as "user", a.text as account, p.text as partition, q.text as qos`;

await using server = await startBenchServer();
await using database = await server.createDatabase();
const file = join(tmpdir(), `purser-jobs-read-${process.pid}.psv`);
try {
  await writeSacctFile(file, { runs: RUNS, seed: 1, firstMonth: "2026-06" });
  await ingest(database.db, file);
} finally {
  await rm(file, { force: true });
}
await database.owner.query("vacuum analyze");
await measure(database);

interface Rates {
  readonly one: number;
  readonly list: number;
}

async function measure({ db, owner }: BenchDatabase): Promise<void> {
  const { rows } = await owner.query<{ user: string; run_id: string }>(`
    select l.text as user, r.run_id from jobs.run as r join jobs.label as l on l.id = r.user_label
    where r.user_label = (select user_label from jobs.run group by user_label order by count(*) desc limit 1) limit 1000`);
  const slurmUser = rows[0]?.user ?? "";
  const { app: own, ctx, close } = await servedApp({ db });
  // As many connections as the program has.
  const pool = new pg.Pool({ connectionString: owner.options.connectionString, max: db.pool.options.max });
  pool.on("error", () => {});
  const bare = bareServer(pool);
  const ports = { own: await portOf(own), bare: await portOf(bare) };
  const { headers } = await signInAs(ctx, "user", { username: "reader", slurmUsers: [slurmUser] });
  const load = { authorization: headers.authorization, connections: CONNECTIONS, seconds: SECONDS };
  const ones = rows.map(({ run_id }) => run_id);
  const rates = async (port: number, prefix: string): Promise<Rates> => ({
    one: await answersPerSecond({ ...load, port, paths: ones.map((id) => `${prefix}/runs/${id}`) }),
    list: await answersPerSecond({ ...load, port, paths: [`${prefix}/runs?limit=50&user=${slurmUser}`] }),
  });
  const rounds: { own: Rates; bare: Rates }[] = [];
  for (let round = 0; round <= ROUNDS; round += 1) {
    const each = { own: await rates(ports.own, "/api/v1"), bare: await rates(ports.bare, "") };
    console.log(
      `round ${round}: one ${each.own.one.toFixed(0)} against ${each.bare.one.toFixed(0)}, list ${each.own.list.toFixed(0)} against ${each.bare.list.toFixed(0)}`,
    );
    if (round > 0) rounds.push(each); // the first one warms up
  }
  await Promise.all([close(), bare.close()]);
  await pool.end();
  report(rounds);
}

function report(rounds: readonly { own: Rates; bare: Rates }[]): void {
  const ratio = (what: keyof Rates) => median(rounds.map(({ own, bare }) => own[what] / bare[what]));
  printResult({
    bench: "jobs-read",
    ratio: ratio("one"),
    goal: { must: 0.65, aim: 0.9 },
    better: "higher",
    unit: "answers per second against bare Fastify and pg",
    value: median(rounds.map(({ own }) => own.one)),
    reference: median(rounds.map(({ bare }) => bare.one)),
    rounds: rounds.length,
    detail: {
      runs: RUNS,
      list: {
        ratio: ratio("list"),
        ...{ must: 1, aim: 1.5, pass: ratio("list") >= 1 },
        value: median(rounds.map(({ own }) => own.list)),
        reference: median(rounds.map(({ bare }) => bare.list)),
      },
    },
  });
}

async function portOf(app: { listen: (options: { host: string; port: number }) => Promise<string> }): Promise<number> {
  return Number(new URL(await app.listen({ host: "127.0.0.1", port: 0 })).port);
}

/** The reference: no sign-in, no scope, no log; the driver's rows as they come. */
function bareServer(pool: pg.Pool) {
  const app = fastify();
  app.get<{ Params: { id: string } }>("/runs/:id", async (request) => {
    const text = `select r.*, ${NAMES} ${FROM} where r.run_id = $1`;
    const { rows } = await pool.query({ name: "one", text, values: [request.params.id] });
    return rows[0];
  });
  app.get<{ Querystring: { limit: string; user: string } }>("/runs", async (request) => {
    const text = `
      select r.run_id, r.display_id, r.name, r.state, r.raw_state, r.submitted_at, r.started_at, r.ended_at,
        r.elapsed_seconds, r.allocated_cpus, r.gpus, r.allocated_memory_mib, ${NAMES} ${FROM}
      where r.user_label = (select l.id from jobs.label as l where l.text = $1)
      order by r.submitted_at desc, r.run_id desc limit $2`;
    const { rows } = await pool.query({
      name: "list",
      text,
      values: [request.query.user, Number(request.query.limit) + 1],
    });
    return {
      data: rows.slice(0, -1).map((row) => ({
        ...row,
        submitted_at: row.submitted_at.toISOString(),
        started_at: row.started_at?.toISOString() ?? null,
        ended_at: row.ended_at?.toISOString() ?? null,
        elapsed_seconds: Number(row.elapsed_seconds),
        allocated_cpus: Number(row.allocated_cpus),
        gpus: Number(row.gpus),
        allocated_memory_mib: Number(row.allocated_memory_mib),
      })),
      next_cursor: null,
    };
  });
  return app;
}
