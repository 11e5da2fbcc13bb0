import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Db, Tx } from "../../platform/db.ts";
import { createDb, transact } from "../../platform/db.ts";
import { resetFailpoint } from "../../platform/failpoint.ts";
import { createTestDatabase } from "../../testing/database.ts";
import { settled } from "../../testing/settled.ts";
import { recordEvent, recordEvents } from "./record-event.ts";
import { sealBatch, sealRecords } from "./seal-records.ts";
import { startSealer } from "./start-sealer.ts";
import { verifyAudit } from "./verify-audit.ts";

const config = { auditKeys: [{ id: "k1", secret: "sealing-test-secret-of-32-letters" }] } as const;
const actor = { id: null, username: "tester" };
const log = { warn: () => {}, info: () => {} };

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let db: Db;

beforeAll(async () => {
  database = await createTestDatabase({ maxConnections: 30 });
  db = database.db;
  await asOwner(sql`create table public.change (id text primary key)`);
  await asOwner(sql`grant select, insert on public.change to purser_app`);
});

afterAll(async () => await database[Symbol.asyncDispose]());

describe("sealRecords", () => {
  it("links what is committed, once, and answers how many", async () => {
    await transact(db, async (tx) => await change(tx, uuidv7()));
    await settled(db);
    expect(await sealRecords({ db, config })).toBeLessThanOrEqual(1);
    expect(await sealRecords({ db, config })).toBe(0);
    expect(await verifyAudit({ db, config })).toMatchObject({ bad: null, unsealed: 0n });
  });

  it("leaves no record of a change that was rolled back", async () => {
    const id = uuidv7();
    const refused = transact(db, async (tx) => {
      await change(tx, id);
      throw new Error("changed my mind");
    });
    await expect(refused).rejects.toThrow("changed my mind");
    const { rows } = await sql`select from audit.record where subject = ${id}`.execute(db);
    expect(rows).toEqual([]);
  });

  it("waits for a slow transaction that took its number first, and then passes neither by", async () => {
    const [slow, quick] = [uuidv7(), uuidv7()];
    let commit: () => void = () => {};
    const held = new Promise<void>((resolve) => {
      commit = resolve;
    });
    let written: () => void = () => {};
    const begun = new Promise<void>((resolve) => {
      written = resolve;
    });
    const slowly = transact(db, async (tx) => {
      await change(tx, slow);
      written();
      await held;
    });
    await begun;
    await transact(db, async (tx) => await change(tx, quick));
    expect(await sealBatch({ db, config })).toMatchObject({ sealed: 0, left: "waiting" });
    commit();
    await slowly;
    await settled(db);
    await sealRecords({ db, config });
    const { rows } = await sql<{ subject: string }>`
      select r.subject from audit.seal s join audit.record r on r.id = s.record_id order by s.sequence desc limit 2
    `.execute(db);
    expect(rows.map((row) => row.subject)).toEqual([quick, slow]);
  });

  it("links a bulk of records in the order they were written, across batches", async () => {
    const ids = Array.from({ length: 2_500 }, () => uuidv7());
    await transact(db, async (tx) => {
      const events = ids.map((id) => ({ action: "thing.changed", subject: id, detail: {} }));
      await recordEvents(tx, { config, actor, requestId: null }, events);
    });
    await settled(db);
    await sealRecords({ db, config });
    const { rows } = await sql<{ subject: string }>`
      select r.subject from audit.seal s join audit.record r on r.id = s.record_id
      where r.action = 'thing.changed' order by s.sequence
    `.execute(db);
    expect(rows.map((row) => row.subject)).toEqual(ids);
  });

  it("finds records where the database came from a server that was further on", async () => {
    await asOwner(sql`alter table audit.seal disable trigger seal_is_immutable`);
    await asOwner(sql`update audit.seal set record_xid = '9000000000000000000'
                      where sequence = (select max(sequence) from audit.seal)`);
    await asOwner(sql`alter table audit.seal enable trigger seal_is_immutable`);
    const id = uuidv7();
    await transact(db, async (tx) => await change(tx, id));
    await settled(db);
    await sealRecords({ db, config });
    expect(await verifyAudit({ db, config })).toMatchObject({ bad: null, unsealed: 0n });
  });
});

describe("sealBatch", () => {
  it.each(["40001", "40P01", "55P03"])("links once, whichever of its statements is answered %s", async (sqlstate) => {
    let statements = 1;
    for (let statement = 1; statement <= statements; statement += 1) {
      await transact(db, async (tx) => await change(tx, uuidv7()));
      await settled(db);
      resetFailpoint();
      const onStatement = (count: number) => {
        if (count > statements && statement === 1) statements = count;
      };
      const failpoint = { statement, mode: { sqlstate }, onStatement };
      await using failing = createDb({ url: database.url, maxConnections: 1, onError: () => {}, failpoint });
      expect(await sealBatch({ db: failing, config })).toMatchObject({ sealed: 1 });
    }
    expect(statements).toBeGreaterThan(5);
    expect(await verifyAudit({ db, config })).toMatchObject({ bad: null, unsealed: 0n });
  });
});

describe("startSealer", () => {
  it("links a record within a second of its commit", async () => {
    await using sealer = startSealer({ db, config, log });
    await sleep(1_500); // by now it looks once a second only, so that being woken matters
    const id = uuidv7();
    await transact(db, async (tx) => await change(tx, id));
    const committed = performance.now();
    await settled(db);
    const waited = performance.now();
    await sealedWithin(id, 15_000);
    // Other users of the server may hold transactions open, which is not the sealer's doing.
    expect(performance.now() - Math.max(committed, waited)).toBeLessThan(1_000);
    expect(sealer).toBeDefined();
  });

  it("seals each of 16 parallel writers' records once, with slow writers, two sealers and killed connections", async () => {
    const committed: string[] = [];
    await using first = startSealer({ db, config, log });
    await using second = startSealer({ db, config, log });
    const stop = performance.now() + 4_000;
    const writer = async (number: number) => {
      while (performance.now() < stop) {
        const id = uuidv7();
        try {
          await transact(db, async (tx) => {
            await change(tx, id);
            if (number % 4 === 0) await sleep(Math.random() * 200); // these commit long after younger ones
            if (Math.random() < 0.05) throw new Error("rolled back");
          });
          committed.push(id);
        } catch {
          // Rolled back, or its connection was killed: then only the database knows whether it was committed.
        }
      }
    };
    const killer = async () => {
      while (performance.now() < stop) {
        await sleep(300);
        await asOwner(sql`select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and application_name = 'purser' and pid <> pg_backend_pid()
          order by random() limit 2`).catch(() => {});
      }
    };
    await Promise.all([...Array.from({ length: 16 }, (_, number) => writer(number)), killer()]);
    expect(first).not.toBe(second);
    await settled(db);
    const { bad, unsealed } = await verifyAudit({ db, config });
    expect({ bad, unsealed }).toEqual({ bad: null, unsealed: 0n });
    const { rows } = await sql<{ changes: bigint; records: bigint; both: bigint; seals: bigint }>`
      select (select count(*) from public.change) as changes,
             (select count(*) from audit.record where action = 'change.made') as records,
             (select count(*) from public.change c join audit.record r on r.subject = c.id) as both,
             (select count(distinct r.id) from audit.record r join audit.seal s on s.record_id = r.id
              where r.action = 'change.made') as seals
    `.execute(db);
    const found = rows[0]?.changes;
    expect(rows[0]).toEqual({ changes: found, records: found, both: found, seals: found });
    expect(committed.length).toBeGreaterThan(100);
    const kept = await sql<{ id: string }>`select id from public.change where id = any(${committed})`.execute(db);
    expect(kept.rows.length).toBe(committed.length);
    expect((await sql`select * from platform.check_invariants()`.execute(db)).rows).toEqual([]);
  });

  it("does its last pass and gives its connection up when it is disposed of", async () => {
    const sealer = startSealer({ db, config, log });
    await sleep(200);
    await sealer[Symbol.asyncDispose]();
    const busy = db.pool.totalCount - db.pool.idleCount;
    expect(busy).toBe(0);
  });
});

async function change(tx: Tx, id: string): Promise<void> {
  await sql`insert into public.change (id) values (${id})`.execute(tx);
  await recordEvent(tx, { config, actor, requestId: null }, { action: "change.made", subject: id, detail: { id } });
}

async function sealedWithin(id: string, milliseconds: number): Promise<void> {
  const end = performance.now() + milliseconds;
  while (performance.now() < end) {
    const { rows } = await sql`
      select from audit.seal s join audit.record r on r.id = s.record_id where r.subject = ${id}`.execute(db);
    if (rows.length > 0) return;
    await sleep(5);
  }
  throw new Error(`not sealed within ${milliseconds} ms`);
}

/** Runs a statement with the owner's rights, which the program itself has given up. */
async function asOwner(statement: ReturnType<typeof sql>): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`set local role none`.execute(tx);
    await statement.execute(tx);
  });
}
