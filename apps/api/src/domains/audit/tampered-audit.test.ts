import { type RawBuilder, sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Db, transact } from "../../platform/db.ts";
import { createTestDatabase, type TestDatabase } from "../../testing/database.ts";
import { settled } from "../../testing/settled.ts";
import { tamper } from "../../testing/tamper.ts";
import { chainHash, hmac } from "./core/digest.ts";
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

describe("verifyAudit names the first link that was tampered with:", () => {
  const record = (sequence: number) => sql`(select record_id from audit.seal where sequence = ${sequence})`;

  it.each<[string, RawBuilder<unknown>[], bigint, string]>([
    ["a subject changed", [sql`update audit.record set subject = 'x' where id = ${record(5)}`], 5n, "content_mismatch"],
    [
      "a detail changed",
      [sql`update audit.record set detail = '{"number": 6}' where id = ${record(5)}`],
      5n,
      "content_mismatch",
    ],
    [
      "a time moved by a microsecond",
      [sql`update audit.record set occurred_at = occurred_at + interval '1 microsecond' where id = ${record(5)}`],
      5n,
      "content_mismatch",
    ],
    [
      "a microsecond taken from the time",
      [sql`update audit.record set occurred_at = occurred_at - interval '1 microsecond' where id = ${record(5)}`],
      5n,
      "content_mismatch",
    ],
    [
      "an outcome changed",
      [sql`update audit.record set outcome = 'refused' where id = ${record(5)}`],
      5n,
      "content_mismatch",
    ],
    ["a status added", [sql`update audit.record set status = 200 where id = ${record(5)}`], 5n, "content_mismatch"],
    ["an address added", [sql`update audit.record set address = '' where id = ${record(5)}`], 5n, "content_mismatch"],
    [
      "a detail that is no JSON PostgreSQL could read",
      [sql`update audit.record set detail = '{"number": "\\u0000"}' where id = ${record(5)}`],
      5n,
      "content_mismatch",
    ],
    [
      "an actor added",
      [sql`update audit.record set actor_id = gen_random_uuid() where id = ${record(5)}`],
      5n,
      "content_mismatch",
    ],
    [
      "a request id added",
      [sql`update audit.record set request_id = 'r' where id = ${record(12)}`],
      12n,
      "content_mismatch",
    ],
    [
      "one bit of the signed bytes flipped",
      [
        sql`update audit.record set canonical = set_bit(canonical, 40, 1 - get_bit(canonical, 40)) where id = ${record(7)}`,
      ],
      7n,
      "hash_mismatch",
    ],
    [
      "bytes that are no JSON any more",
      [sql`update audit.record set canonical = '\xff00'::bytea where id = ${record(7)}`],
      7n,
      "hash_mismatch",
    ],
    [
      "a record's signature changed",
      [sql`update audit.record set signature = sha256(signature) where id = ${record(1)}`],
      1n,
      "record_signature_mismatch",
    ],
    [
      "a record's key renamed to another of ours",
      [sql`update audit.record set key_id = 'old' where id = ${record(4)}`],
      4n,
      "record_signature_mismatch",
    ],
    [
      "a record's key renamed to none of ours",
      [sql`update audit.record set key_id = 'x' where id = ${record(4)}`],
      4n,
      "key_missing",
    ],
    [
      "a link's key renamed to another of ours",
      [sql`update audit.seal set key_id = 'old' where sequence = 4`],
      4n,
      "seal_signature_mismatch",
    ],
    [
      "a link's key renamed to none of ours",
      [sql`update audit.seal set key_id = 'x' where sequence = 4`],
      4n,
      "key_missing",
    ],
    ["a link's hash changed", [sql`update audit.seal set hash = sha256(hash) where sequence = 9`], 9n, "hash_mismatch"],
    [
      "a link's previous hash changed",
      [sql`update audit.seal set previous_hash = sha256(hash) where sequence = 9`],
      9n,
      "previous_hash_mismatch",
    ],
    [
      "a link's signature changed",
      [sql`update audit.seal set signature = sha256(hash) where sequence = 12`],
      12n,
      "seal_signature_mismatch",
    ],
    ["a record deleted under its link", [sql`delete from audit.record where id = ${record(6)}`], 6n, "record_missing"],
    ["a link deleted from the middle", [sql`delete from audit.seal where sequence = 6`], 6n, "sequence_gap"],
    ["the first link deleted", [sql`delete from audit.seal where sequence = 1`], 1n, "sequence_gap"],
    [
      "a link deleted and the later ones moved up",
      [
        sql`delete from audit.seal where sequence = 6`,
        sql`update audit.seal set sequence = sequence + 1000 where sequence > 6`,
        sql`update audit.seal set sequence = sequence - 1001 where sequence > 1000`,
      ],
      6n,
      "previous_hash_mismatch",
    ],
    [
      "two links swapped",
      [
        sql`update audit.seal set sequence = 1000 where sequence = 3`,
        sql`update audit.seal set sequence = 3 where sequence = 8`,
        sql`update audit.seal set sequence = 8 where sequence = 1000`,
      ],
      3n,
      "previous_hash_mismatch",
    ],
    [
      "the records of two links swapped",
      [
        sql`create temp table swapped on commit drop as select sequence, record_id from audit.seal where sequence in (3, 8)`,
        sql`update audit.seal set record_id = gen_random_uuid() where sequence in (3, 8)`,
        sql`update audit.seal s set record_id = w.record_id from swapped w where s.sequence + w.sequence = 11`,
      ],
      3n,
      "hash_mismatch",
    ],
    [
      "a changed record before a deleted link",
      [
        sql`update audit.record set subject = 'x' where id = ${record(2)}`,
        sql`delete from audit.seal where sequence = 6`,
      ],
      2n,
      "content_mismatch",
    ],
  ])("%s", async (_what, statements, sequence, reason) => {
    await sealRecords({ db, config });
    await tamper(db, ...statements);
    expect(await verifyAudit({ db, config })).toMatchObject({ checked: sequence - 1n, bad: { sequence, reason } });
  });

  it("a record inserted without the key, which is sealed and then found", async () => {
    await tamper(
      db,
      sql`
      insert into audit.record (id, occurred_at, actor_name, action, subject_type, subject, outcome, detail, key_id, canonical, signature)
      select gen_random_uuid(), now(), 'x', 'a.b', 'a', 'x', 'success', '{}', 'new', '{}'::bytea, sha256('')`,
    );
    await settled(db);
    expect(await verifyAudit({ db, config })).toMatchObject({
      bad: { sequence: 13n, reason: "record_signature_mismatch" },
    });
  });

  it("a chain computed anew by someone without the key", async () => {
    await sealRecords({ db, config });
    const { rows } = await sql<{ canonical: Buffer; hash: Buffer }>`
      select r.canonical, s.previous_hash as hash from audit.seal s join audit.record r on r.id = s.record_id
      where s.sequence = 12`.execute(db);
    const forged = Buffer.from(rows[0]?.canonical.toString("utf8").replace("thing", "other") ?? "");
    const hash = chainHash(rows[0]?.hash ?? Buffer.alloc(32), forged);
    const signature = hmac({ id: "new", secret: "a guess of the key that is not right" }, hash);
    await tamper(
      db,
      sql`update audit.record set canonical = ${forged} where id = ${record(12)}`,
      sql`update audit.seal set hash = ${hash}, signature = ${signature} where sequence = 12`,
    );
    expect(await verifyAudit({ db, config })).toMatchObject({
      bad: { sequence: 12n, reason: "seal_signature_mismatch" },
    });
  });
});

describe("the audit tables", () => {
  it.each([
    ["update audit.record set subject = 'x'"],
    ["delete from audit.record"],
    ["truncate audit.record cascade"],
    ["update audit.seal set sequence = sequence + 1"],
    ["delete from audit.seal"],
    ["truncate audit.seal"],
  ])("refuse the program `%s` for want of the right, and the owner by trigger", async (statement) => {
    await sealRecords({ db, config });
    await expect(sql.raw(statement).execute(db)).rejects.toMatchObject({ code: "42501" });
    const asOwner = db.transaction().execute(async (tx) => {
      await sql`set local role none`.execute(tx);
      await sql.raw(statement).execute(tx);
    });
    await expect(asOwner).rejects.toMatchObject({ code: "P0403" });
  });
});

async function write(count: number, { auditKeys }: Keys): Promise<void> {
  const events = Array.from({ length: count }, (_, index) => ({
    action: "thing.changed",
    subject: `thing ${index}`,
    detail: { number: index },
  }));
  const ctx = { config: { auditKeys }, actor: { id: null, username: "tester" }, requestId: null };
  await transact(db, async (tx) => await recordEvents(tx, ctx, events));
  await settled(db);
}
