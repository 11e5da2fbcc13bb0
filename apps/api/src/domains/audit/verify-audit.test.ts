import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Db, transact } from "../../platform/db.ts";
import { createTestDatabase, type TestDatabase } from "../../testing/database.ts";
import { settled } from "../../testing/settled.ts";
import { tamper } from "../../testing/tamper.ts";
import { recordEvents } from "./record-event.ts";
import { sealRecords } from "./seal-records.ts";
import { verifyAudit } from "./verify-audit.ts";

const LINKS = 12;
const config = {
  auditKeys: [
    { id: "new", secret: "the-key-that-signs-of-32-characters" },
    { id: "old", secret: "the-key-that-has-signed-before-this" },
  ],
} as const;

interface Keys {
  readonly auditKeys: typeof config.auditKeys | readonly [{ id: string; secret: string }];
}

let database: TestDatabase;
let db: Db;

beforeAll(async () => {
  database = await createTestDatabase();
  db = database.db;
});

beforeEach(async () => {
  await tamper(db, sql`delete from audit.seal`, sql`delete from audit.record`);
  await write(LINKS, config);
});

afterAll(async () => await database.drop());

describe("verifyAudit", () => {
  it("seals first, then finds every link good", async () => {
    expect(await sealed()).toBe(0n);
    expect(await verifyAudit({ db, config })).toMatchObject({
      checked: 12n,
      unsealed: 0n,
      lastSequence: 12n,
      bad: null,
    });
  });

  it("holds for an empty chain and for one longer than a batch", async () => {
    await tamper(db, sql`delete from audit.record`);
    expect(await verifyAudit({ db, config })).toMatchObject({ checked: 0n, unsealed: 0n, lastSequence: 0n, bad: null });
    await write(1_234, config);
    expect(await verifyAudit({ db, config })).toMatchObject({ checked: 1_234n, bad: null });
    await tamper(
      db,
      sql`update audit.record set subject = 'another' where id = (select record_id from audit.seal where sequence = 777)`,
    );
    expect(await verifyAudit({ db, config })).toMatchObject({
      checked: 776n,
      bad: { sequence: 777n, reason: "content_mismatch" },
    });
  });

  it("verifies what an older key signed as long as that key is kept, and says so when it is not", async () => {
    const [key, older] = config.auditKeys;
    await sealRecords({ db, config: { auditKeys: [older] } }); // records of the new key in links of the old one
    await write(3, { auditKeys: [older] });
    expect(await verifyAudit({ db, config })).toMatchObject({ checked: 15n, bad: null });
    expect(await verifyAudit({ db, config: { auditKeys: [key] } })).toMatchObject({
      checked: 0n,
      bad: { sequence: 1n, reason: "key_missing" },
    });
  });

  it("finds content that JSON writes in more than one way unchanged", async () => {
    const detail = {
      ไทย: 'น้ำ 😀 \u2028 \\ " \n',
      amount: "116.530000",
      small: 1e-7,
      big: 1e21,
      list: [1, null, true, { b: 1, a: 2 }],
    };
    await transact(db, async (tx) => {
      const events = [{ action: "thing.changed", subject: "ä | \t 'x'", detail }];
      await recordEvents(tx, { config, actor: { id: null, username: "สมชาย" }, requestId: "r-1" }, events);
    });
    await settled(db);
    expect(await verifyAudit({ db, config })).toMatchObject({ checked: 13n, bad: null });
  });

  it("keeps of an address and a browser what the centre has chosen, and depends on no choice afterwards", async () => {
    const client = { ip: "203.0.113.77", userAgent: "Mozilla/5.0 (X11)" };
    const choices = [
      { auditAnonymizeIp: true, auditStoreRawUa: false },
      { auditAnonymizeIp: false, auditStoreRawUa: true },
    ];
    const call = { actor: { id: null, username: "tester" }, requestId: null, client };
    const events = [{ action: "thing.changed", subject: "x", detail: {} }];
    for (const choice of choices)
      await transact(db, async (tx) => await recordEvents(tx, { ...call, config: { ...config, ...choice } }, events));
    await settled(db);
    const { rows } = await sql`select address, user_agent, convert_from(canonical, 'UTF8') as canonical
      from audit.record where address is not null order by id`.execute(db);
    expect(rows).toMatchObject([
      { address: "203.0.113.0/24", user_agent: expect.stringMatching(/^[0-9a-f]{32}$/) },
      { address: client.ip, user_agent: client.userAgent },
    ]);
    expect(JSON.stringify(rows[0])).not.toMatch(/113\.77|Mozilla/);
    for (const choice of choices)
      expect(await verifyAudit({ db, config: { ...config, ...choice } })).toMatchObject({ checked: 14n, bad: null });
  });

  it("counts, and does not fail for, a record that an older transaction keeps from being sealed", async () => {
    await verifyAudit({ db, config });
    let finish: () => void = () => {};
    const held = new Promise<void>((resolve) => {
      finish = resolve;
    });
    let begun: () => void = () => {};
    const began = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const older = db.transaction().execute(async (tx) => {
      await sql`select pg_current_xact_id()`.execute(tx);
      begun();
      await held;
    });
    await began;
    await writeOnly(1, config);
    expect(await verifyAudit({ db, config })).toMatchObject({
      checked: 12n,
      unsealed: 1n,
      lastSequence: 12n,
      bad: null,
    });
    finish();
    await older;
  });
});

async function write(count: number, keys: Keys): Promise<void> {
  await writeOnly(count, keys);
  await settled(db);
}

async function writeOnly(count: number, { auditKeys }: Keys): Promise<void> {
  const events = Array.from({ length: count }, (_, index) => ({
    action: "thing.changed",
    subject: `thing ${index}`,
    detail: { number: index },
  }));
  const ctx = { config: { auditKeys }, actor: { id: null, username: "tester" }, requestId: null };
  await transact(db, async (tx) => await recordEvents(tx, ctx, events));
}

async function sealed(): Promise<bigint | undefined> {
  const { rows } = await sql<{ count: bigint }>`select count(*) from audit.seal`.execute(db);
  return rows[0]?.count;
}
