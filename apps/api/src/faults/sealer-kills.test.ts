import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createDb, type Db } from "../platform/db.ts";
import type { EmbeddedPostgres } from "../platform/embedded-postgres.ts";
import { migrateToLatest } from "../platform/migrate.ts";
import {
  endLockHolders,
  expectWhole,
  grown,
  killBackend,
  killed,
  killPostgres,
  reachableFolder,
  removeSealerFile,
  startAgain,
  startChild,
} from "./sealer-programs.ts";

afterAll(removeSealerFile);

const ROUNDS = Number(process.env.FAULTS_SEALER_ROUNDS ?? 1);
const SEED = Number(process.env.FAULTS_SEED ?? 20_261_121);

let folder: Awaited<ReturnType<typeof reachableFolder>>;
let postgres: EmbeddedPostgres;
let url: string;
let db: Db;
let writers: ChildProcess[] = [];

beforeAll(async () => {
  folder = await reachableFolder();
  postgres = await startAgain(join(folder.path, "postgres"));
  ({ url } = postgres);
  await migrateToLatest(url);
  db = createDb({ url, maxConnections: 4, onError: () => {} });
}, 60_000);

afterAll(async () => {
  await Promise.all(writers.map(killed));
  await db.destroy();
  await postgres.stop();
  await folder[Symbol.asyncDispose]();
});

type Fate = (sealer: ChildProcess) => Promise<void>;

/** What may become of those who take part while a sealer is at work. */
const FATES: Readonly<Record<string, Fate>> = {
  "the sealer is killed": killed,
  "the sealer is stopped, another works, and it goes on beside that one": async (sealer) => {
    sealer.kill("SIGSTOP");
    await endLockHolders(url);
    const other = startChild(url, "seal");
    await moreLinks();
    sealer.kill("SIGCONT");
    await moreLinks();
    await killed(other);
  },
  "the sealer sleeps with its links unwritten, loses its lock, and another seals what it had read": async (sealer) => {
    await killed(sealer);
    const sleeper = await asleep();
    await endLockHolders(url);
    const other = startChild(url, "seal");
    await moreLinks();
    const answered = once(sleeper, "message");
    sleeper.kill("SIGCONT");
    expect((await answered)[0]).toMatchObject({ error: expect.any(String) });
    await Promise.all([sleeper, other].map(killed));
  },
  "a program with half of the writers is killed": async () => {
    await killed(writers[0] ?? expect.fail("there is no writer"));
    writers[0] = startChild(url, "write");
  },
  "a process of PostgreSQL that works for the program is killed": async () => await killBackend(url),
  "the first process of PostgreSQL is killed": async () => {
    await killPostgres(postgres, join(folder.path, "postgres"));
    postgres = await startAgain(join(folder.path, "postgres"), postgres.port);
  },
};

/** All of them in some order, each at some moment of a sealer's work. */
const round = fc.tuple(
  fc.shuffledSubarray(Object.keys(FATES), { minLength: Object.keys(FATES).length }),
  fc.infiniteStream(fc.integer({ min: 0, max: 400 })),
);

it(`a chain holds whoever is killed or stopped while 16 write and are slow at times (seed ${SEED})`, async () => {
  writers = [startChild(url, "write"), startChild(url, "write")];
  for (const [fates, moments] of fc.sample(round, { seed: SEED, numRuns: ROUNDS })) {
    for (const fate of fates) {
      const sealer = startChild(url, "seal");
      await moreLinks();
      await sleep(moments.next().value);
      await FATES[fate]?.(sealer);
      await moreChanges(); // nobody waits for a sealer, and everybody comes back
      await killed(sealer);
    }
  }
  await Promise.all(writers.map(killed));
  expect(await expectWhole(db, url)).toBeGreaterThan(100);
}, 300_000);

/** A sealer that has the lock and sleeps; one that finds the lock taken, or nothing to seal, is done at once. */
async function asleep(): Promise<ChildProcess> {
  for (;;) {
    const sleeper = startChild(url, "pause");
    const [message] = await once(sleeper, "message");
    if ("paused" in message) return sleeper;
    await killed(sleeper);
  }
}

/** Waits until the chain is longer than now. */
async function moreLinks(): Promise<void> {
  await grown(db, (await count(sql`audit.seal`)) + 1);
}

/** Waits until somebody has changed something since. */
async function moreChanges(): Promise<void> {
  const before = await count(sql`platform.idempotency`);
  await expect.poll(async () => await count(sql`platform.idempotency`), { timeout: 30_000 }).toBeGreaterThan(before);
}

/** How many rows a table has, asked until the database answers: it may be starting again. */
async function count(table: ReturnType<typeof sql>): Promise<number> {
  for (;;) {
    try {
      const { rows } = await sql<{ count: bigint }>`select count(*) as count from ${table}`.execute(db);
      return Number(rows[0]?.count);
    } catch {
      await sleep(50);
    }
  }
}
