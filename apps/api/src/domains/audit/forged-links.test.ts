import { type RawBuilder, sql } from "kysely";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Db, transact } from "../../platform/db.ts";
import { createTestDatabase, type TestDatabase } from "../../testing/database.ts";
import { settled } from "../../testing/settled.ts";
import { tamper } from "../../testing/tamper.ts";
import { chainHash, hmac } from "./core/digest.ts";
import { recordEvents } from "./record-event.ts";
import { sealRecords } from "./seal-records.ts";
import { verifyAudit } from "./verify-audit.ts";

const LINKS = 12;
const PLACE = 6;
const FORGED_ID = "019a0000-0000-7000-8000-0000000f0f6d";
const config = { auditKeys: [{ id: "ours", secret: "the-key-that-signs-of-32-characters" }] } as const;
/** Of somebody who may write to the tables as a superuser and does not have our key. */
const guess = { id: "ours", secret: "a guess of the key that is not right" };

let database: TestDatabase;
let db: Db;

beforeEach(async () => {
  database = await createTestDatabase();
  db = database.db;
  await write();
  await sealRecords({ db, config });
});

afterEach(async () => await database.drop());

async function write(): Promise<void> {
  const ctx = { config, actor: { id: null, username: "tester" }, requestId: null };
  const events = Array.from({ length: LINKS }, (_, number) => ({
    action: "thing.changed",
    subject: `thing ${number}`,
    detail: { number },
  }));
  await transact(db, async (tx) => await recordEvents(tx, ctx, events));
  await settled(db);
}

/** The links from the place on make room for one more. */
const SHIFT = [
  sql`update audit.seal set sequence = sequence + 1000 where sequence >= ${PLACE}`,
  sql`update audit.seal set sequence = sequence - 999 where sequence > 1000`,
];

/** The third record once more under an id of its own and about something else, signed as well as the forger can. */
async function forgedRecord(): Promise<{ canonical: Buffer; statement: RawBuilder<unknown> }> {
  const { rows } = await sql<{ id: string; canonical: Buffer }>`
    select r.id, r.canonical from audit.seal s join audit.record r on r.id = s.record_id where s.sequence = 3`.execute(
    db,
  );
  const text = rows[0]?.canonical.toString("utf8") ?? "";
  const canonical = Buffer.from(text.replace(rows[0]?.id ?? "", FORGED_ID).replace("thing 2", "thing x"));
  const statement = sql`
    insert into audit.record (id, occurred_at, actor_name, action, subject_type, subject, outcome, detail, key_id, canonical, signature)
    select ${FORGED_ID}, r.occurred_at, r.actor_name, r.action, r.subject_type, 'thing x', r.outcome, r.detail, r.key_id,
           ${canonical}, ${hmac(guess, canonical)}
    from audit.record r where r.id = ${rows[0]?.id}`;
  return { canonical, statement };
}

/** A link of the forged record that follows from the link before the place as a true one would. */
async function forgedLink(canonical: Buffer): Promise<RawBuilder<unknown>> {
  const { rows } = await sql<{ hash: Buffer }>`select hash from audit.seal where sequence = ${PLACE - 1}`.execute(db);
  const previous = rows[0]?.hash ?? Buffer.alloc(0);
  const hash = chainHash(previous, canonical);
  return sql`
    insert into audit.seal (sequence, record_id, record_xid, previous_hash, hash, signature, key_id)
    values (${PLACE}, ${FORGED_ID}, '1', ${previous}, ${hash}, ${hmac(guess, hash)}, 'ours')`;
}

/** A true link once more, at the place; its record is the one it had, or a copy of that. */
const copiedLink = (of: number, recordId: RawBuilder<unknown>) => sql`
  insert into audit.seal (sequence, record_id, record_xid, previous_hash, hash, signature, key_id)
  select ${PLACE}, ${recordId}, record_xid, previous_hash, hash, signature, key_id
  from audit.seal where sequence = ${of}`;

const copiedRecord = (of: number) => sql`
  insert into audit.record (id, occurred_at, actor_name, action, subject_type, subject, outcome, detail, key_id, canonical, signature)
  select ${FORGED_ID}, r.occurred_at, r.actor_name, r.action, r.subject_type, r.subject, r.outcome, r.detail, r.key_id, r.canonical, r.signature
  from audit.seal s join audit.record r on r.id = s.record_id where s.sequence = ${of}`;

describe("verifyAudit names a link that was inserted in the middle, the later ones moved down:", () => {
  it("a forged one that follows from the one before", async () => {
    const { canonical, statement } = await forgedRecord();
    const link = await forgedLink(canonical);
    await tamper(db, ...SHIFT, statement, link);
    expect(await verifyAudit({ db, config })).toMatchObject({
      checked: BigInt(PLACE - 1),
      bad: { sequence: BigInt(PLACE), reason: "seal_signature_mismatch" },
    });
  });

  it.each<[string, number]>([
    ["the one before it", PLACE - 1],
    ["one long before it", 2],
  ])("a copy of %s with a copy of its record", async (_what, of) => {
    await tamper(db, ...SHIFT, copiedRecord(of), copiedLink(of, sql`${FORGED_ID}::uuid`));
    expect(await verifyAudit({ db, config })).toMatchObject({
      checked: BigInt(PLACE - 1),
      bad: { sequence: BigInt(PLACE), reason: "previous_hash_mismatch" },
    });
  });

  it("one whose hash is a true link's and whose record is nowhere", async () => {
    await tamper(
      db,
      ...SHIFT,
      copiedLink(PLACE + 1, sql`gen_random_uuid()`), // the one that stood here, moved down by now
    );
    expect(await verifyAudit({ db, config })).toMatchObject({
      checked: BigInt(PLACE - 1),
      bad: { sequence: BigInt(PLACE), reason: "record_missing" },
    });
  });
});

describe("a link that is inserted without moving the others", () => {
  it("is refused by the key of the table", async () => {
    const { canonical, statement } = await forgedRecord();
    const link = await forgedLink(canonical);
    await expect(tamper(db, statement, link)).rejects.toMatchObject({ code: "23505" });
    expect(await verifyAudit({ db, config })).toMatchObject({ bad: null, checked: BigInt(LINKS) });
  });

  it("is named where the key of the table is gone", async () => {
    const { canonical, statement } = await forgedRecord();
    const link = await forgedLink(canonical);
    await tamper(db, sql`alter table audit.seal drop constraint seal_pkey`, statement, link);
    expect(await verifyAudit({ db, config })).toMatchObject({
      checked: BigInt(PLACE - 1),
      bad: { sequence: BigInt(PLACE), reason: "sequence_repeated" },
    });
  });

  it("is named behind a gap only after that", async () => {
    const { canonical, statement } = await forgedRecord();
    const link = await forgedLink(canonical);
    const gap = sql`delete from audit.seal where sequence = ${PLACE - 1}`;
    await tamper(db, sql`alter table audit.seal drop constraint seal_pkey`, statement, link, gap);
    expect(await verifyAudit({ db, config })).toMatchObject({
      bad: { sequence: BigInt(PLACE - 1), reason: "sequence_gap" },
    });
  });
});
