import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildApp } from "../app.ts";
import { createDb, type Db } from "../platform/db.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "../platform/embedded-postgres.ts";
import { isReachable, UNPRIVILEGED_ID } from "../platform/embedded-postgres-binaries.ts";
import type { Server } from "../platform/http-server.ts";
import { createLog } from "../platform/log.ts";
import { migrateToLatest } from "../platform/migrate.ts";
import { PdfPool } from "../platform/pdf/pdf-pool.ts";
import { brokenInvariants } from "../testing/billable-runs.ts";
import { testConfig } from "../testing/contract-app.ts";
import { signInAs } from "../testing/tokens.ts";
import { accountingText } from "./accounting-text.ts";
import { TODAY } from "./money-steps.ts";

let folder: string;
let postgres: EmbeddedPostgres;
let port: string;
let url: string;
let db: Db;
let pdf: PdfPool;
let server: Server;
let headers: { authorization: string };

/** Starts the database where it was before; one that was killed may need a moment until its last process is gone. */
async function startDatabase(): Promise<EmbeddedPostgres> {
  const log = { debug: () => {}, warn: () => {} };
  const settings = { ...(port !== undefined && { port }), full_page_writes: "off" };
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startEmbeddedPostgres({ dataDir: join(folder, "postgres"), log, settings });
    } catch (error) {
      if (attempt === 40) throw error;
      await sleep(100);
    }
  }
}

beforeAll(async () => {
  const root = process.getuid?.() !== 0 || (await isReachable(tmpdir(), UNPRIVILEGED_ID)) ? tmpdir() : "/var/tmp";
  folder = await mkdtemp(join(root, `purser-test-${process.pid}-`));
  await chmod(folder, 0o755);
  postgres = await startDatabase();
  port = String(postgres.port);
  url = postgres.url;
  await migrateToLatest(url);
  db = createDb({ url, maxConnections: 6, onError: () => {} });
  const config = testConfig(url);
  pdf = new PdfPool();
  const ctx = { db, config, log: createLog({ level: "silent" }), now: () => TODAY, pdf };
  ({ headers } = await signInAs(ctx, "finance"));
  server = await buildApp({ ctx, version: "0.0.0-test" });
  await server.ready();
}, 120_000);

afterAll(async () => {
  await server.close();
  await pdf[Symbol.asyncDispose]();
  await db.destroy();
  await postgres.stop();
  await rm(folder, { recursive: true, force: true });
});

interface Answer {
  readonly status: number;
  readonly retryAfter: string | undefined;
  readonly code: string | undefined;
  readonly at: number;
}

let keys = 0;

/** One request: reads, and uploads of which each is given a key and, if its answer did not come, sent again. */
async function call(upload: string | null): Promise<Answer> {
  const answer = await server.inject(
    upload === null
      ? { url: "/api/v1/receipts", headers }
      : {
          method: "POST",
          url: `/api/v1/usage/batches?time_zone=UTC&source_name=${upload}`,
          headers: { ...headers, "content-type": "text/plain", "idempotency-key": upload },
          payload: accountingText([{ Cluster: upload, JobID: "1" }]),
        },
  );
  const { error } = answer.json();
  return {
    ...{ status: answer.statusCode, retryAfter: answer.headers["retry-after"]?.toString(), at: performance.now() },
    code: error?.code,
  };
}

/** Keeps six clients calling until told to stop. Each upload is repeated with its key until it is acknowledged. */
function keepCalling() {
  const answers: Answer[] = [];
  const acknowledged: string[] = [];
  let stopped = false;
  const client = async (index: number): Promise<void> => {
    for (let upload: string | null = null; !stopped; await sleep(5)) {
      if (index % 2 === 0 && upload === null) {
        keys += 1;
        upload = `upload-${keys}`;
      }
      const answer = await call(upload);
      answers.push(answer);
      if (upload === null || answer.status !== 201) continue;
      acknowledged.push(upload);
      upload = null;
    }
  };
  const clients = Promise.all(Array.from({ length: 6 }, (_, index) => client(index)));
  /** On a busy machine an upload takes its time: there must be some to lose. At most twenty seconds. */
  const untilAcknowledged = async (count: number) => {
    const end = performance.now() + 20_000;
    while (acknowledged.length < count && performance.now() < end) await sleep(50);
  };
  const stop = async () => {
    stopped = true;
    await clients;
    return { answers, acknowledged };
  };
  return { answers, stop, untilAcknowledged };
}

const postmasterPid = async () =>
  Number((await readFile(join(folder, "postgres", "data", "postmaster.pid"), "utf8").catch(() => "0")).split("\n")[0]);

async function backendPid(): Promise<number> {
  const { rows } = await db.pool.query<{ pid: number }>("select pg_backend_pid() as pid");
  return rows[0]?.pid ?? 0;
}

const FAULTS: readonly [string, () => Promise<void>][] = [
  ["a fast restart", async () => await postgres.stop()],
  [
    "an immediate restart",
    async () => {
      process.kill(await postmasterPid(), "SIGQUIT");
      await postgres.ended;
    },
  ],
  [
    "the kill of one of its processes",
    async () => {
      process.kill(await backendPid(), "SIGKILL");
    },
  ],
  [
    "the kill of its first process",
    async () => {
      process.kill(await postmasterPid(), "SIGKILL");
      await postgres.ended;
    },
  ],
];

describe("a database that goes away and comes back", () => {
  it.each(FAULTS)(
    "by %s costs refusals that say when to try again, and nothing that was acknowledged",
    async (name, fault) => {
      const calling = keepCalling();
      await sleep(300);
      await fault();
      if (name.includes("restart") || name.includes("first process")) {
        await sleep(200);
        postgres = await startDatabase();
      }
      const back = await untilReachable();
      await sleep(1_200);
      await calling.untilAcknowledged(6);
      const { answers, acknowledged } = await calling.stop();
      for (const answer of answers) {
        if (answer.status === 200 || answer.status === 201) continue;
        expect(answer).toMatchObject({ status: 503, code: "DATABASE_UNAVAILABLE" });
        expect(Number(answer.retryAfter)).toBeGreaterThan(0);
      }
      expect(answers.some((answer) => answer.status === 503)).toBe(true);
      const recovered = answers.find((answer) => answer.status < 300 && answer.at > back);
      expect((recovered?.at ?? Number.POSITIVE_INFINITY) - back).toBeLessThan(1_000);
      expect(acknowledged.length).toBeGreaterThan(5);
      const { rows } = await db.pool.query<{ name: string; times: bigint }>(
        "select source_name as name, count(*) as times from usage.batch group by source_name",
      );
      const times = new Map(rows.map((row) => [row.name, row.times]));
      expect(acknowledged.filter((upload) => times.get(upload) !== 1n)).toEqual([]);
      expect([...times.values()].filter((count) => count !== 1n)).toEqual([]);
      expect(await brokenInvariants(db)).toEqual([]);
    },
    60_000,
  );
});

/** When the database first answers a connection of our own again. */
async function untilReachable(): Promise<number> {
  for (;;) {
    const probe = createDb({ url, maxConnections: 1, onError: () => {} });
    try {
      await probe.pool.query("select 1");
      return performance.now();
    } catch {
      await sleep(20);
    } finally {
      await probe.destroy();
    }
  }
}
