import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { sql } from "kysely";
import pg from "pg";
import { describe, expect, it } from "vitest";
import { linkRecords } from "../domains/audit/core/chain.ts";
import { recordEvent } from "../domains/audit/record-event.ts";
import { getChainHead, insertLinks, listSealable } from "../domains/audit/seal.queries.ts";
import { sealRecords } from "../domains/audit/seal-records.ts";
import { verifyAudit } from "../domains/audit/verify-audit.ts";
import { createDb, type Db, transact } from "../platform/db.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "../platform/embedded-postgres.ts";
import { isReachable, UNPRIVILEGED_ID } from "../platform/embedded-postgres-binaries.ts";
import { migrateToLatest } from "../platform/migrate.ts";
import { testConfig } from "../testing/contract-app.ts";
import { createTestDatabase } from "../testing/database.ts";
import { settled } from "../testing/settled.ts";
import type { SealerOrder } from "./sealer-child.ts";

const FILE = fileURLToPath(new URL("./sealer-child.ts", import.meta.url));

function startChild(order: SealerOrder): ChildProcess {
  const child = fork(FILE, { execArgv: ["--conditions=source", "--import", "tsx"] });
  child.send(order);
  return child;
}

async function write(db: Db, url: string, count: number): Promise<void> {
  const ctx = { config: testConfig(url), actor: { id: null, username: "tester" }, requestId: null };
  for (let index = 0; index < count; index += 1) {
    const event = { action: "thing.changed", subject: `thing ${index}`, detail: {} };
    await transact(db, async (tx) => await recordEvent(tx, ctx, event));
  }
  await settled(db);
}

/** Every change that was committed has its one record, every record its change, and the chain holds. */
async function expectWhole(db: Db, url: string): Promise<number> {
  await settled(db);
  const { bad, unsealed, checked } = await verifyAudit({ db, config: testConfig(url) });
  expect({ bad, unsealed }).toEqual({ bad: null, unsealed: 0n });
  const { rows } = await sql<{ changes: bigint; records: bigint; both: bigint }>`
    select (select count(*) from platform.idempotency where operation = 'change') as changes,
           (select count(*) from audit.record where action = 'change.made') as records,
           (select count(*) from platform.idempotency i join audit.record r on r.subject = i.key
            where r.action = 'change.made') as both`.execute(db);
  const changes = rows[0]?.changes;
  expect(rows[0]).toEqual({ changes, records: changes, both: changes });
  return Number(checked);
}

describe("a sealer that was paused in the middle of a pass", () => {
  it("is refused by the database when it goes on after another has taken its place", async () => {
    await using database = await createTestDatabase();
    const { db, url } = database;
    await write(db, url, 5);
    const child = startChild({ url, work: "pause" });
    const answers: Record<string, unknown>[] = [];
    child.on("message", (answer) => answers.push(answer as Record<string, unknown>));
    await once(child, "message");
    // What PostgreSQL does by itself after a minute: the session of the one that sleeps is ended, its lock with it.
    await asOwner(
      url,
      `select pg_terminate_backend(l.pid) from pg_locks l join pg_stat_activity a using (pid)
       where l.locktype = 'advisory' and a.datname = current_database() and a.pid <> pg_backend_pid()`,
    );
    await write(db, url, 3);
    expect(await sealRecords({ db, config: testConfig(url) })).toBe(8);
    const answered = once(child, "message");
    child.kill("SIGCONT");
    await answered;
    child.disconnect();
    expect(answers.at(-1)).toMatchObject({ error: expect.any(String) });
    expect(await expectWhole(db, url)).toBe(8);
  }, 60_000);

  it("is refused by the key of the chain even where it could still write", async () => {
    await using database = await createTestDatabase();
    const { db, url } = database;
    const config = testConfig(url);
    await write(db, url, 4);
    const stale = await transact(db, async (tx) => {
      const head = await getChainHead(tx);
      return linkRecords(head, (await listSealable(tx, head.cursor, 10)).flatMap(linkable), config.auditKeys[0]);
    });
    expect(stale).toHaveLength(4);
    await sealRecords({ db, config });
    await expect(transact(db, async (tx) => await insertLinks(tx, stale))).rejects.toMatchObject({ code: "23505" });
    const elsewhere = stale.map((link) => ({ ...link, sequence: link.sequence + 4n }));
    await expect(transact(db, async (tx) => await insertLinks(tx, elsewhere))).rejects.toMatchObject({ code: "23505" });
    expect(await expectWhole(db, url)).toBe(4);
  });
});

describe("a chain whose writers and sealers are killed", () => {
  it("holds after programs were killed in the middle", async () => {
    await using database = await createTestDatabase();
    const { db, url } = database;
    for (let round = 0; round < 3; round += 1) {
      const children = [startChild({ url, work: "write" }), startChild({ url, work: "write" })];
      await grown(db, 100 * (round + 1));
      for (const child of children) child.kill("SIGKILL");
      await Promise.all(
        children.map(async (child) => child.exitCode ?? child.signalCode ?? (await once(child, "exit"))),
      );
      await expectWhole(db, url);
    }
  }, 120_000);

  it("holds after PostgreSQL was killed in the middle, twice", async () => {
    const root = process.getuid?.() !== 0 || (await isReachable(tmpdir(), UNPRIVILEGED_ID)) ? tmpdir() : "/var/tmp";
    const folder = await mkdtemp(join(root, `purser-test-${process.pid}-`));
    await chmod(folder, 0o755);
    const dataDir = join(folder, "postgres");
    await killWhileWriting(await startAgain(dataDir), dataDir, 100);
    await killWhileWriting(await startAgain(dataDir), dataDir, 200);
    const postgres = await startAgain(dataDir);
    await expectWholeAt(postgres.url);
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }, 120_000);
});

async function asOwner(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(statement);
  await client.end();
}

/** Starts PostgreSQL where it was before; one that was killed may need a moment until its last process is gone. */
async function startAgain(dataDir: string): Promise<EmbeddedPostgres> {
  const log = { debug: () => {}, warn: () => {} };
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startEmbeddedPostgres({ dataDir, log });
    } catch (error) {
      if (attempt === 40) throw error;
      await sleep(100);
    }
  }
}

/** Checks what the kill before has left, writes until so many links are there, and kills PostgreSQL's first process. */
async function killWhileWriting(postgres: EmbeddedPostgres, dataDir: string, links: number): Promise<void> {
  const { url } = postgres;
  await migrateToLatest(url);
  await expectWholeAt(url);
  const child = startChild({ url, work: "write" });
  await using db = createDb({ url, maxConnections: 2, onError: () => {} });
  await grown(db, links);
  const [pid] = (await readFile(join(dataDir, "data", "postmaster.pid"), "utf8")).split("\n");
  process.kill(Number(pid), "SIGKILL");
  await postgres.ended;
  child.kill("SIGKILL");
}

async function expectWholeAt(url: string): Promise<void> {
  await using db = createDb({ url, maxConnections: 4, onError: () => {} });
  await expectWhole(db, url);
}

const linkable = ({ id, xid, canonical }: { id: string; xid: string; canonical: Buffer | null }) =>
  canonical === null ? [] : [{ id, xid, canonical }];

/** Waits until so many changes are in the chain. */
async function grown(db: Db, links: number): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ links: bigint }>`select count(*) as links from audit.seal`.execute(db);
    if ((rows[0]?.links ?? 0n) >= BigInt(links)) return;
    await sleep(20);
  }
}
