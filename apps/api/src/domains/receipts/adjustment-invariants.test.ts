import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { brokenInvariants } from "../../testing/billable-runs.ts";
import { billedCorrections, runOf } from "../../testing/billed-corrections.ts";
import { createTestDatabase, type TestDatabase } from "../../testing/database.ts";

let database: TestDatabase;
let owner: pg.Client;
beforeAll(async () => {
  database = await createTestDatabase();
  const world = billedCorrections(database.db);
  await world.corrected(5);
  await world.decide((await world.changes())[0]);
  await world.store(runOf(2, { month: 4 }));
  await world.issue("2026-04");
  owner = new pg.Client({ connectionString: database.url });
  await owner.connect();
});
afterAll(async () => {
  await owner.end();
  expect(await brokenInvariants(database.db)).toEqual([]);
  await database.drop();
});

/** What the checks find after the database's owner has done this with all triggers off; nothing of it stays. */
async function foundAfter(tampering: string): Promise<string[]> {
  await owner.query("begin");
  try {
    await owner.query("set local session_replication_role = replica");
    const { rowCount } = await owner.query(tampering);
    expect(rowCount).toBeGreaterThan(0);
    const { rows } = await owner.query<{ invariant: string }>(
      "select distinct invariant from platform.check_invariants()",
    );
    return rows.map(({ invariant }) => invariant);
  } finally {
    await owner.query("rollback");
  }
}

describe("the checks of adjustments", () => {
  it.each([
    [
      "is off its receipt",
      "update rating.adjustment set receipt_id = null",
      "adjustment on a live receipt that is not its own",
    ],
    [
      "is on another receipt",
      `update rating.adjustment a set receipt_id = r.id from receipts.receipt r where r.id <> a.receipt_id`,
      "adjustment and its receipt disagree",
    ],
    [
      "has another amount than its receipt says",
      "update rating.adjustment set micros = micros + 1, due_micros = due_micros + 1",
      "adjustment and its receipt disagree",
    ],
    [
      "is missing on its receipt",
      "delete from receipts.adjustment",
      "items and adjustments do not add up to the lines",
    ],
    [
      "is on a receipt of another account",
      `with other as (insert into organisation.billing_account (id, kind, code, name)
         values (gen_random_uuid(), 'team', 'other', 'Other') returning id)
       update rating.adjustment set account_id = (select id from other)`,
      "adjustment on a receipt of another account or currency",
    ],
    [
      "is on a void receipt",
      `insert into receipts.settlement (receipt_id, outcome, reason, settled_at, settled_by)
       select receipt_id, 'void', 'tampered', now(), 'nobody' from rating.adjustment`,
      "adjustment on a void receipt",
    ],
    [
      "is of a run that is on no receipt",
      "update rating.charge c set receipt_id = null from rating.adjustment a where a.run_id = c.run_id",
      "adjustments of an unbilled run",
    ],
    ["was decided, and is not there", "delete from rating.adjustment", "decision and adjustments disagree"],
  ])("find one that %s", async (_, tampering, finding) => {
    expect(await foundAfter(tampering)).toContain(finding);
  });
});

describe("the program", () => {
  it.each([
    "update rating.adjustment set micros = 1",
    "delete from rating.adjustment",
    "update rating.change_decision set outcome = 'acknowledged'",
    "delete from rating.change_decision",
    "update receipts.adjustment set micros = 1",
    "delete from receipts.adjustment",
  ])("has no right to %s", async (statement) => {
    await expect(database.db.pool.query(statement)).rejects.toMatchObject({ code: "42501" });
  });
});

describe("the database", () => {
  it.each([
    [
      "decide twice about one change",
      "insert into rating.change_decision select gen_random_uuid(), run_id, batch_id, outcome, note, figures, decided_at, decided_by from rating.change_decision",
      "23505",
    ],
    [
      "make two adjustments of one decision for an account",
      `insert into rating.adjustment (id, run_id, account_id, card_id, currency, reason, decision_id, billed_micros, due_micros, micros, made_at, made_by)
       select gen_random_uuid(), run_id, account_id, card_id, currency, reason, decision_id, 0, 1, 1, made_at, made_by from rating.adjustment`,
      "23505",
    ],
    [
      "adjust by anything but what is due less what was billed",
      `insert into rating.adjustment (id, run_id, account_id, card_id, currency, reason, decision_id, billed_micros, due_micros, micros, made_at, made_by)
       select gen_random_uuid(), run_id, account_id, card_id, currency, reason, decision_id, 5, 9, 5, made_at, made_by from rating.adjustment`,
      "23514",
    ],
  ])("lets nobody %s", async (_, statement, code) => {
    await expect(database.db.pool.query(statement)).rejects.toMatchObject({ code });
  });
});
