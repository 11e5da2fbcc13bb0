import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { changeBindings, previewBindings } from "../domains/rating/change-bindings.ts";
import { brokenInvariants } from "../testing/billable-runs.ts";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { accountingText } from "./accounting-text.ts";
import { faultContext, ingestText, takeStep } from "./money-steps.ts";

const CLIENTS = 24;
const ROUNDS = 4;
const USERS = ["user0", "user1", "user2"];
/** What a client may be told: that somebody else was first, or that there is nothing to do. */
const REFUSALS = new Set([
  ...["RECEIPT_NOTHING_TO_BILL", "RECEIPT_ALREADY_ISSUED", "RECEIPT_VOID"],
  ...["BINDING_OVERLAPS", "BINDING_WITHDRAWN", "BINDING_PREVIEW_OUTDATED"],
]);

let database: TestDatabase;
const teams = [randomUUID(), randomUUID()];

beforeAll(async () => {
  database = await createTestDatabase({ maxConnections: CLIENTS + 2 });
  await database.db.pool.query(
    `insert into organisation.billing_account (id, kind, code, name, tier_override)
     select id, 'team', 'team-' || id, 'Team', 'mu' from unnest($1::uuid[]) as n (id)`,
    [teams],
  );
});
afterAll(async () => await database.drop());

let jobs = 0;

/** Runs of October for everybody that were not there before. */
async function ingestMore(): Promise<void> {
  const lines = USERS.map((User) => {
    jobs += 1;
    return { JobID: String(jobs), User };
  });
  await ingestText(database.db, accountingText(lines));
}

async function values(sql: string): Promise<string[]> {
  const { rows } = await database.db.pool.query<{ value: string }>(sql);
  return rows.map((row) => row.value);
}

/** Withdraws a rule, if there is one, and puts one in its place that names one team or the other. */
async function rebind(client: number): Promise<void> {
  const ctx = faultContext(database.db);
  const [standing] = await values("select id as value from organisation.binding where withdrawn_at is null");
  const { rows } = await database.db.pool.query<{ account: string; cluster: string }>(
    `select a.text as account, c.name as cluster from jobs.run r join jobs.label a on a.id = r.account_label
     join inventory.cluster c on c.id = r.cluster_id limit 1`,
  );
  const [{ account: slurmAccount, cluster } = { account: "", cluster: "" }] = rows;
  const terms = { cluster, slurmAccount, slurmUser: null, accountId: teams[client % 2] ?? "" };
  const add = { ...terms, validFrom: new Date("2026-10-01T00:00:00Z"), validTo: null };
  const wish =
    standing !== undefined && client % 3 === 0
      ? { withdraw: standing, add: null }
      : { withdraw: standing ?? null, add };
  const { preview } = await previewBindings(ctx, wish);
  await changeBindings(ctx, { wish, preview, idempotencyKey: null });
}

/** What the client of this number does to the receipts there were when the round began. */
async function act(client: number, receipts: readonly string[], accounts: readonly string[]): Promise<unknown> {
  switch (client % 4) {
    case 0:
      return await ingestMore();
    case 1:
      return await takeStep(database.db, {
        ...{ workflow: "issue", accountId: accounts[client % accounts.length] ?? "", key: randomUUID() },
      });
    case 2:
      return await takeStep(database.db, {
        ...{ workflow: "void", receiptId: receipts[client % receipts.length] ?? "", key: randomUUID() },
      });
    default:
      return await rebind(client);
  }
}

describe(`${CLIENTS} clients at once`, () => {
  it("who ingest, issue, void and change the rules leave each run on one account, billed once, where the rules say", async () => {
    await ingestMore();
    await rebind(1);
    const accounts = await values("select id as value from organisation.billing_account");
    for (const accountId of teams) {
      await takeStep(database.db, { workflow: "issue", accountId, key: accountId }).catch(() => undefined);
    }
    let changes = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const receipts = await values("select id as value from receipts.receipt order by number desc limit 6");
      const clients = Array.from({ length: CLIENTS }, (_, client) => client);
      const outcomes = await Promise.allSettled(clients.map((client) => act(client, receipts, accounts)));
      const refused = outcomes.filter((outcome) => outcome.status === "rejected");
      expect(refused.map(({ reason }) => reason.code ?? reason).filter((code) => !REFUSALS.has(code))).toEqual([]);
      expect(await brokenInvariants(database.db)).toEqual([]);
      changes += outcomes.filter((outcome, client) => client % 4 === 3 && outcome.status === "fulfilled").length;
    }
    expect(changes).toBeGreaterThan(0);
    expect(await values("select count(*)::text as value from jobs.run")).toEqual([String(jobs)]);
    const charged = await values("select count(*)::text as value from rating.charge");
    expect(charged).toEqual([String(jobs)]);
  }, 90_000);
});
