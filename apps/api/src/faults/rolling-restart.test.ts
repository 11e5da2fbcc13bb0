import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { verifyAudit } from "../domains/audit/verify-audit.ts";
import { addAccounts, addCharges, brokenInvariants } from "../testing/billable-runs.ts";
import { testConfig } from "../testing/contract-app.ts";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { type DrainingProxy, startDrainingProxy } from "../testing/draining-proxy.ts";
import { makeNextVersion, type NextVersion } from "../testing/next-version.ts";
import { ownerPool } from "../testing/owner-pool.ts";
import { runCommand, startProgram, untilServing } from "../testing/program.ts";
import { settled } from "../testing/settled.ts";
import { signInAs } from "../testing/tokens.ts";
import { ACCOUNTING_HEADER, accountingLine } from "./accounting-text.ts";
import { AppHolder, RollingClients } from "./rolling-clients.ts";

const PEOPLE = ["reader-1", "reader-2", "renewer-1", "renewer-2", "writer-1", "writer-2", "app-holder"] as const;
const ACCOUNTS = 1_500;
const DRAIN_SECONDS = 2;

const SECRETS = ["JWT_KEYS", "AUDIT_KEYS", "SECRETS_KEYS"] as const;
type Keys = Readonly<Record<(typeof SECRETS)[number], string>>;

/** A keyring for each of the three, whose keys stand in the given order. */
function keys(...order: readonly string[]): Keys {
  const ring = (name: string) =>
    order.map((id) => `${id}=${name}-key-of-the-rolling-restart-${id}-0123456789`).join(",");
  return { JWT_KEYS: ring("jwt"), AUDIT_KEYS: ring("audit"), SECRETS_KEYS: ring("secrets") };
}

/** A month that is over, and a moment in it. */
const now = new Date();
const inMonth = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 10, 3)).toISOString();
const month = inMonth.slice(0, 7);

let database: TestDatabase;
let proxy: DrainingProxy;
let clients: RollingClients;
let programs: ChildProcess[];
let next: NextVersion;

beforeAll(async () => {
  next = await makeNextVersion();
});
afterAll(async () => await next[Symbol.asyncDispose]());

beforeEach(async () => {
  database = await createTestDatabase();
  const ctx = { db: database.db, config: testConfig(database.url), now: () => new Date() };
  for (const username of PEOPLE) await signInAs(ctx, "finance", { username });
  const users = Array.from({ length: ACCOUNTS }, (_, index) => `user${index}`);
  const accounts = [...(await addAccounts(database.db.pool, users)).values()];
  const charge = { endedAt: inMonth, cpuMilliseconds: 3_600_000n, cpuMicros: 1_000_000n };
  await addCharges(
    database.db.pool,
    accounts.map((account) => ({ ...charge, account })),
  );
  proxy = await startDrainingProxy();
  clients = new RollingClients(proxy.address, { accounts, month });
  programs = [];
}, 60_000);

afterEach(async () => {
  clients.stop();
  await proxy[Symbol.asyncDispose]();
  await Promise.all(programs.map(killed));
  await database.drop();
});

async function serve(keyring: Keys, main?: string): Promise<{ program: ChildProcess; address: URL }> {
  const env = { ...keyring, DRAIN_SECONDS: String(DRAIN_SECONDS) };
  const program = startProgram({ args: ["serve"], databaseUrl: database.url, env, main });
  programs.push(program);
  return { program, address: await untilServing(program) };
}

async function killed(program: ChildProcess): Promise<void> {
  if (program.exitCode !== null || program.signalCode !== null) return;
  program.kill("SIGKILL");
  await once(program, "exit");
}

/** An upload that is begun now, dribbles on and ends when it is told to. */
async function upload(token: string, end: AbortSignal): Promise<number> {
  async function* text() {
    yield Buffer.from(ACCOUNTING_HEADER);
    for (let job = 1; !end.aborted; job += 1) {
      yield Buffer.from(accountingLine({ JobID: String(job) }));
      await sleep(200);
    }
  }
  const answer = await fetch(new URL("/api/v1/usage/batches?time_zone=UTC", proxy.address), {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "text/plain" },
    body: ReadableStream.from(text()),
    duplex: "half",
  });
  await answer.arrayBuffer();
  return answer.status;
}

/**
 * Runs the migrations of the next version, while somebody has left a transaction open on a table that they change, as a
 * slow export does: until it ends the work of all others goes on.
 */
async function migrateUnderLoad(keyring: Keys): Promise<void> {
  const pool = ownerPool(database.url);
  const slow = await pool.connect();
  await slow.query("begin; select id from identity.person limit 1");
  const migrated = runCommand({ args: ["migrate"], databaseUrl: database.url, env: keyring, main: next.main });
  let isOver = false;
  void migrated.finally(() => {
    isOver = true; // too early: what it said is looked at below
  });
  while (!isOver && (await pool.query(WAITING)).rowCount === 0) await sleep(20);
  const before = clients.reads;
  await sleep(2_500);
  const meanwhile = clients.reads - before;
  await slow.query("commit");
  slow.release();
  await pool.end();
  expect(await migrated).toMatchObject({ code: 0, printed: `Applied ${next.migrations.join(", ")}.\n` });
  expect(meanwhile).toBeGreaterThan(10);
}

const WAITING = `select from pg_locks l join pg_stat_activity a using (pid)
  where a.application_name = 'purser-migrate' and a.datname = current_database() and not l.granted`;

async function column(statement: string): Promise<unknown[]> {
  const { rows } = await database.db.pool.query({ text: statement, rowMode: "array" });
  return rows.map((row) => row[0]);
}

describe("a rolling restart under load, behind a proxy that drains", () => {
  it.each<{ what: string; before: Keys; after: Keys; signers: string[]; migrates: boolean }>([
    { what: "with the same keys", before: keys("a"), after: keys("a"), signers: ["a"], migrates: false },
    {
      what: "to the next version, which brings migrations, and to new keys before the old ones",
      ...{ before: keys("a", "b"), after: keys("b", "a"), signers: ["a", "b"], migrates: true },
    },
  ])(
    "fails no call and signs nobody out: $what",
    async ({ before, after, signers, migrates }) => {
      const old = await serve(before);
      await proxy.add(old.address);
      const holder = new AppHolder(clients, "app-holder");
      expect(await holder.enrol()).toBe(200);
      const work = [
        ...[clients.read("reader-1"), clients.read("reader-2"), clients.renew("renewer-1"), clients.renew("renewer-2")],
        ...[clients.write("writer-1"), clients.write("writer-2")],
      ];
      await sleep(1_000);
      if (migrates) await migrateUnderLoad(after);
      // One of the version before comes back as well, as after a crash: the newer database is good enough for it.
      const [fresh, returned] = await Promise.all([
        serve(after, migrates ? next.main : undefined),
        migrates ? serve(before) : null,
      ]);
      if (returned !== null) expect((await fetch(new URL("/readyz", returned.address))).status).toBe(200);
      const end = new AbortController();
      const { body } = await clients.signIn("reader-1");
      const uploaded = upload(String(body.access_token), end.signal); // to the old one: the proxy knows no other yet
      await sleep(500);
      await proxy.add(fresh.address);
      await sleep(1_000); // both at once
      old.program.kill("SIGTERM");
      await proxy.untilDrained(old.address);
      await sleep(DRAIN_SECONDS * 1000 + 500); // the old one takes no new connection by now, and still reads the upload
      await expect(fetch(new URL("/healthz", old.address))).rejects.toThrow();
      expect(old.program.exitCode).toBeNull();
      end.abort();
      expect(await uploaded).toBe(201);
      const [code] = old.program.exitCode === null ? await once(old.program, "exit") : [old.program.exitCode];
      expect(code).toBe(0);
      await sleep(1_000);
      clients.stop();
      await Promise.all(work);

      expect(clients.failures).toEqual([]);
      expect(await holder.signIn()).toBe(200);
      expect(Math.min(...proxy.served())).toBeGreaterThan(50);
      expect(Math.min(clients.reads, clients.renewals, clients.issued.size)).toBeGreaterThan(20);
      await expectWhole(after, signers);
    },
    300_000,
  );
});

/** What was acknowledged is there once, with its audit record, and the chain verifies with the keys of the new program. */
async function expectWhole(keyring: Keys, signers: readonly string[]): Promise<void> {
  const { db, url } = database;
  expect(await brokenInvariants(db)).toEqual([]);
  const acknowledged = [...clients.issued.values()].sort();
  expect(await column("select id from receipts.receipt order by id")).toEqual(acknowledged);
  expect(await column("select subject from audit.record where action = 'receipt.issued' order by subject")).toEqual(
    acknowledged,
  );
  const test = testConfig(url).auditKeys; // signed for the people whom the test made
  const auditKeys = keyring.AUDIT_KEYS.split(",").map((each) => {
    const [id = "", secret = ""] = each.split("=");
    return { id, secret };
  });
  await settled(db);
  const [first = test[0], ...rest] = [...auditKeys, ...test];
  const { bad, unsealed } = await verifyAudit({ db, config: { auditKeys: [first, ...rest] } });
  expect({ bad, unsealed }).toEqual({ bad: null, unsealed: 0n });
  expect(await column("select distinct key_id from audit.record where key_id <> 'test' order by 1")).toEqual(signers);
}
