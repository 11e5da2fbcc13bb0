import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Db, transact } from "../../platform/db.ts";
import { createTestDatabase, type TestDatabase } from "../../testing/database.ts";
import { settled } from "../../testing/settled.ts";
import { tamper } from "../../testing/tamper.ts";
import { checkpointDocument, readCheckpointDocument, type SignedCheckpoint } from "./core/checkpoint.ts";
import { recordEvents } from "./record-event.ts";
import { takeCheckpoint, takeDailyCheckpoint } from "./take-checkpoint.ts";
import { verifyAudit } from "./verify-audit.ts";

const config = {
  auditKeys: [
    { id: "new", secret: "the-key-that-signs-of-32-characters" },
    { id: "old", secret: "the-key-that-has-signed-before-this" },
  ],
} as const;

let database: TestDatabase;
let db: Db;
let ctx: Parameters<typeof takeCheckpoint>[0];

beforeAll(async () => {
  database = await createTestDatabase();
  db = database.db;
  ctx = { db, config, actor: { id: null, username: "tester" }, requestId: null };
});

beforeEach(async () => {
  await tamper(db, sql`delete from audit.seal`, sql`delete from audit.record`, sql`delete from audit.checkpoint`);
  await write(12);
});

afterAll(async () => await database.drop());

/** As it comes back from a file that somebody has kept. */
function kept(checkpoint: SignedCheckpoint): SignedCheckpoint {
  const read = readCheckpointDocument(JSON.parse(JSON.stringify(checkpointDocument(checkpoint))));
  if (read === null) throw new Error("a checkpoint of ours does not read back");
  return read;
}

const cut = (from: number) => [
  sql`delete from audit.record where id in (select record_id from audit.seal where sequence >= ${from})`,
  sql`delete from audit.seal where sequence >= ${from}`,
];

describe("a checkpoint", () => {
  it("says where the chain stood, is audited itself, and agrees with a chain that went on", async () => {
    const checkpoint = await takeCheckpoint(ctx);
    expect(checkpoint).toMatchObject({ sequence: 12n, keyId: "new" });
    await write(5);
    const outcome = await verifyAudit(ctx, { checkpoints: [kept(checkpoint)] });
    expect(outcome).toMatchObject({ bad: null, checked: 18n, checkpoints: 2 });
    const { rows } = await sql<{ subject: string }>`
      select subject from audit.record where action = 'audit_checkpoint.taken'`.execute(db);
    expect(rows).toEqual([{ subject: checkpoint.id }]);
  });

  it("shows that the end was cut off, from the first link that is missing", async () => {
    const checkpoint = await takeCheckpoint(ctx);
    await settled(db);
    await verifyAudit(ctx);
    await tamper(db, ...cut(9));
    expect(await verifyAudit(ctx)).toMatchObject({ checked: 8n, bad: { sequence: 9n, reason: "tail_missing" } });
    await tamper(db, sql`delete from audit.checkpoint`);
    expect(await verifyAudit(ctx)).toMatchObject({ bad: null }); // which is why one is kept elsewhere
    const outcome = await verifyAudit(ctx, { checkpoints: [kept(checkpoint)] });
    expect(outcome).toMatchObject({ bad: { sequence: 9n, reason: "tail_missing" } });
  });

  it("shows that an older copy was put in its place and went on from there", async () => {
    const early = await takeCheckpoint(ctx);
    await write(4);
    const late = await takeCheckpoint(ctx);
    await tamper(db, ...cut(14), sql`delete from audit.checkpoint`); // the copy of before the last four
    await write(20);
    const outcome = await verifyAudit(ctx, { checkpoints: [kept(late), kept(early)] });
    expect(outcome).toMatchObject({ bad: { sequence: late.sequence, reason: "checkpoint_mismatch" }, checkpoints: 2 });
  });

  it("finds nothing where links alone were lost: sealing makes the very same again", async () => {
    const checkpoint = await takeCheckpoint(ctx);
    await settled(db);
    await tamper(db, sql`delete from audit.seal where sequence >= 5`);
    expect(await verifyAudit(ctx, { checkpoints: [kept(checkpoint)] })).toMatchObject({ bad: null, checked: 13n });
  });

  it.each<[string, (checkpoint: SignedCheckpoint) => SignedCheckpoint, string]>([
    ["of another number", (each) => ({ ...each, sequence: 11n }), "checkpoint_signature_mismatch"],
    ["of another hash", (each) => ({ ...each, hash: Buffer.alloc(32, 1) }), "checkpoint_signature_mismatch"],
    [
      "of another time",
      (each) => ({ ...each, takenAt: "2026-01-01T00:00:00.000000Z" }),
      "checkpoint_signature_mismatch",
    ],
    ["of our other key", (each) => ({ ...each, keyId: "old" }), "checkpoint_signature_mismatch"],
    ["of no key of ours", (each) => ({ ...each, keyId: "x" }), "key_missing"],
    ["of another signature", (each) => ({ ...each, signature: Buffer.alloc(32) }), "checkpoint_signature_mismatch"],
  ])("%s is not believed", async (_what, forge, reason) => {
    const forged = kept(forge(await takeCheckpoint(ctx)));
    await tamper(db, sql`delete from audit.checkpoint`);
    const outcome = await verifyAudit(ctx, { checkpoints: [forged] });
    expect(outcome.bad).toEqual({ sequence: forged.sequence, reason });
  });

  it("is found where somebody changed it in the database", async () => {
    await takeCheckpoint(ctx);
    await tamper(db, sql`update audit.checkpoint set taken_at = taken_at - interval '1 day'`);
    expect((await verifyAudit(ctx)).bad).toEqual({ sequence: 12n, reason: "checkpoint_signature_mismatch" });
  });

  it.each([null, 5, {}, { sequence: 1 }, { sequence: -1, hash: "x" }])("is not read from %j", (value) => {
    expect(readCheckpointDocument(value)).toBeNull();
  });

  it.each(["update audit.checkpoint set sequence = 1", "delete from audit.checkpoint", "truncate audit.checkpoint"])(
    "stays: `%s` is refused the program for want of the right, and the owner by trigger",
    async (statement) => {
      await takeCheckpoint(ctx);
      await expect(sql.raw(statement).execute(db)).rejects.toMatchObject({ code: "42501" });
      const asOwner = db.transaction().execute(async (tx) => {
        await sql`set local role none`.execute(tx);
        await sql.raw(statement).execute(tx);
      });
      await expect(asOwner).rejects.toMatchObject({ code: "P0403" });
    },
  );
});

describe("takeDailyCheckpoint", () => {
  it("takes one a day, however many processes ask at once", async () => {
    const taken = await Promise.all([1, 2, 3, 4].map(async () => await takeDailyCheckpoint(ctx)));
    expect(taken.filter((each) => each !== null)).toHaveLength(1);
    await tamper(db, sql`update audit.checkpoint set taken_at = taken_at - interval '23 hours 59 minutes'`);
    expect(await takeDailyCheckpoint(ctx)).toBeNull();
    await tamper(db, sql`update audit.checkpoint set taken_at = taken_at - interval '1 minute'`);
    expect(await takeDailyCheckpoint(ctx)).not.toBeNull();
  });
});

describe("verifyAudit of a part", () => {
  it("recomputes the links asked for and takes the one before at its signature", async () => {
    expect(await verifyAudit(ctx, { from: 5n, to: 9n })).toMatchObject({ firstSequence: 5n, checked: 5n, bad: null });
    expect(await verifyAudit(ctx, { from: 13n })).toMatchObject({ firstSequence: 0n, checked: 0n, bad: null });
    await tamper(db, sql`update audit.seal set hash = sha256(hash) where sequence = 4`);
    expect((await verifyAudit(ctx, { from: 5n })).bad).toEqual({ sequence: 4n, reason: "seal_signature_mismatch" });
    expect((await verifyAudit(ctx, { from: 40n })).bad).toEqual({ sequence: 13n, reason: "sequence_gap" });
  });

  it("begins after the latest checkpoint, and finds what was done since", async () => {
    await takeCheckpoint(ctx);
    await write(6);
    await verifyAudit(ctx);
    await tamper(
      db,
      sql`update audit.record set subject = 'x' where id = (select record_id from audit.seal where sequence = 3)`,
    );
    const since = { sinceCheckpoint: true };
    expect(await verifyAudit(ctx, since)).toMatchObject({ firstSequence: 13n, checked: 7n, bad: null });
    await tamper(
      db,
      sql`update audit.record set subject = 'x' where id = (select record_id from audit.seal where sequence = 15)`,
    );
    expect((await verifyAudit(ctx, since)).bad).toEqual({ sequence: 15n, reason: "content_mismatch" });
  });
});

describe("keys that follow one another", () => {
  it("verify while two programs sign with different ones, and name the first link whose key is gone", async () => {
    const [newer, older] = config.auditKeys;
    const before = { ...ctx, config: { auditKeys: [older, newer] } } as const;
    await takeCheckpoint(before);
    await write(3, [older, newer]);
    await takeCheckpoint(ctx);
    await write(3);
    for (const keys of [ctx, before]) expect((await verifyAudit(keys)).bad).toBeNull();
    const forgotten = await verifyAudit({ ...ctx, config: { auditKeys: [newer] } });
    expect(forgotten.bad).toMatchObject({ reason: "key_missing" });
  });
});

async function write(
  count: number,
  auditKeys: Parameters<typeof takeCheckpoint>[0]["config"]["auditKeys"] = config.auditKeys,
) {
  const events = Array.from({ length: count }, (_, index) => ({
    action: "thing.changed",
    subject: `thing ${index}`,
    detail: { number: index },
  }));
  await transact(db, async (tx) => await recordEvents(tx, { ...ctx, config: { auditKeys } }, events));
  await settled(db);
}
