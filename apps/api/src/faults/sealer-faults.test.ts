import { once } from "node:events";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { linkRecords } from "../domains/audit/core/chain.ts";
import { recordEvent } from "../domains/audit/record-event.ts";
import { getChainHead, insertLinks, listSealable } from "../domains/audit/seal.queries.ts";
import { sealRecords } from "../domains/audit/seal-records.ts";
import { createDb, type Db, transact } from "../platform/db.ts";
import type { EmbeddedPostgres } from "../platform/embedded-postgres.ts";
import { migrateToLatest } from "../platform/migrate.ts";
import { testConfig } from "../testing/contract-app.ts";
import { createTestDatabase } from "../testing/database.ts";
import { settled } from "../testing/settled.ts";
import {
  endLockHolders,
  expectWhole,
  grown,
  killed,
  killPostgres,
  reachableFolder,
  removeSealerFile,
  startAgain,
  startChild,
} from "./sealer-programs.ts";

afterAll(removeSealerFile);

async function write(db: Db, url: string, count: number): Promise<void> {
  const ctx = { config: testConfig(url), actor: { id: null, username: "tester" }, requestId: null };
  for (let index = 0; index < count; index += 1) {
    const event = { action: "thing.changed", subject: `thing ${index}`, detail: {} };
    await transact(db, async (tx) => await recordEvent(tx, ctx, event));
  }
  await settled(db);
}

describe("a sealer that was paused in the middle of a pass", () => {
  it("is refused by the database when it goes on after another has taken its place", async () => {
    await using database = await createTestDatabase();
    const { db, url } = database;
    await write(db, url, 5);
    const child = startChild(url, "pause");
    const answers: Record<string, unknown>[] = [];
    child.on("message", (answer) => answers.push(answer as Record<string, unknown>));
    await once(child, "message");
    await endLockHolders(url);
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
    await expect(transact(db, async (tx) => insertLinks(tx, stale))).rejects.toMatchObject({ code: "23505" });
    const elsewhere = stale.map((link) => ({ ...link, sequence: link.sequence + 4n }));
    await expect(transact(db, async (tx) => insertLinks(tx, elsewhere))).rejects.toMatchObject({ code: "23505" });
    expect(await expectWhole(db, url)).toBe(4);
  });
});

describe("a chain whose writers and sealers are killed", () => {
  it("holds after programs were killed in the middle", async () => {
    await using database = await createTestDatabase();
    const { db, url } = database;
    for (let round = 0; round < 3; round += 1) {
      const children = [startChild(url, "both"), startChild(url, "both")];
      await grown(db, 100 * (round + 1));
      await Promise.all(children.map(killed));
      await expectWhole(db, url);
    }
  }, 120_000);

  it("holds after PostgreSQL was killed in the middle, twice", async () => {
    await using folder = await reachableFolder();
    const dataDir = join(folder.path, "postgres");
    await killWhileWriting(await startAgain(dataDir), dataDir, 100);
    await killWhileWriting(await startAgain(dataDir), dataDir, 200);
    const postgres = await startAgain(dataDir);
    await expectWholeAt(postgres.url);
    await postgres.stop();
  }, 120_000);
});

/** Checks what the kill before has left, writes until so many links are there, and kills PostgreSQL's first process. */
async function killWhileWriting(postgres: EmbeddedPostgres, dataDir: string, links: number): Promise<void> {
  const { url } = postgres;
  await migrateToLatest(url);
  await expectWholeAt(url);
  const child = startChild(url, "both");
  await using db = createDb({ url, maxConnections: 2, onError: () => {} });
  await grown(db, links);
  await killPostgres(postgres, dataDir);
  await killed(child);
}

async function expectWholeAt(url: string): Promise<void> {
  await using db = createDb({ url, maxConnections: 4, onError: () => {} });
  await expectWhole(db, url);
}

const linkable = ({ id, xid, canonical }: { id: string; xid: string; canonical: Buffer | null }) =>
  canonical === null ? [] : [{ id, xid, canonical }];
