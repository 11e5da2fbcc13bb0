import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync } from "node:fs";
import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { sql } from "kysely";
import pg from "pg";
import { expect } from "vitest";
import { verifyAudit } from "../domains/audit/verify-audit.ts";
import type { Db } from "../platform/db.ts";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "../platform/embedded-postgres.ts";
import { isReachable, UNPRIVILEGED_ID } from "../platform/embedded-postgres-binaries.ts";
import { testConfig } from "../testing/contract-app.ts";
import { settled } from "../testing/settled.ts";
import { bundle } from "./bundle.ts";
import type { SealerOrder } from "./sealer-child.ts";

let folder: string | null = null;

/** The program in one file, as each child would load hundreds. A test file that starts children removes it in the end. */
function sealerFile(): string {
  if (folder !== null) return join(folder, "sealer-child.cjs");
  folder = mkdtempSync(join(tmpdir(), "purser-sealer-"));
  bundle(fileURLToPath(new URL("./sealer-child.ts", import.meta.url)), sealerFile());
  return sealerFile();
}

/** Belongs into the `afterAll` of each test file: the next one in the same process makes its own. */
export async function removeSealerFile(): Promise<void> {
  if (folder !== null) await rm(folder, { recursive: true, force: true });
  folder = null;
}

/** A process that seals, writes or both; it ends with the test. */
export function startChild(url: string, work: SealerOrder["work"]): ChildProcess {
  const child = fork(sealerFile(), { execArgv: [] });
  const { auditKeys } = testConfig(url);
  const order: SealerOrder = { url, work, config: { auditKeys } };
  child.send(order);
  return child;
}

/** Kills a process, whatever it is at, and waits until it is gone. */
export async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill("SIGKILL");
  await once(child, "exit");
}

/** Every change that was committed has its one record, every record its change, and the chain holds. */
export async function expectWhole(db: Db, url: string): Promise<number> {
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

/** What PostgreSQL does by itself after a minute: the session of a sealer that sleeps is ended, and its lock with it. */
export async function endLockHolders(url: string): Promise<void> {
  await askAsOwner(
    url,
    `select pg_terminate_backend(l.pid) from pg_locks l join pg_stat_activity a using (pid)
     where l.locktype = 'advisory' and a.datname = current_database() and a.pid <> pg_backend_pid()`,
  );
}

/** Kills a process of PostgreSQL in the middle of a transaction of the program; PostgreSQL ends all others and recovers. */
export async function killBackend(url: string): Promise<void> {
  const busy = `select pid from pg_stat_activity where application_name = 'purser' and xact_start is not null limit 1`;
  for (;;) {
    const [row] = await askAsOwner<{ pid: number }>(url, busy);
    if (row === undefined) continue;
    process.kill(row.pid, "SIGKILL");
    return;
  }
}

/** A question that the program's own role would get no full answer to. */
async function askAsOwner<Row extends pg.QueryResultRow>(url: string, question: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<Row>(question);
  await client.end();
  return rows;
}

/** A folder that a PostgreSQL of another user can be started in; it is removed in the end. */
export async function reachableFolder(): Promise<AsyncDisposable & { readonly path: string }> {
  const root = process.getuid?.() !== 0 || (await isReachable(tmpdir(), UNPRIVILEGED_ID)) ? tmpdir() : "/var/tmp";
  const path = await mkdtemp(join(root, `purser-test-${process.pid}-`));
  await chmod(path, 0o755);
  return { path, [Symbol.asyncDispose]: async () => await rm(path, { recursive: true, force: true }) };
}

/** Kills the first process of PostgreSQL, as the machine does where it has no memory left. */
export async function killPostgres(postgres: EmbeddedPostgres, dataDir: string): Promise<void> {
  const [pid] = (await readFile(join(dataDir, "data", "postmaster.pid"), "utf8")).split("\n");
  process.kill(Number(pid), "SIGKILL");
  await postgres.ended;
}

/** Starts PostgreSQL where it was before; one that was killed may need a moment until its last process is gone. */
export async function startAgain(dataDir: string, port?: number): Promise<EmbeddedPostgres> {
  const log = { debug: () => {}, warn: () => {} };
  const settings = port === undefined ? {} : { port: String(port) }; // who is connected knows it by its old one
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startEmbeddedPostgres({ dataDir, log, settings });
    } catch (error) {
      if (attempt === 40) throw error;
      await sleep(100);
    }
  }
}

/** Waits until so many changes are in the chain. */
export async function grown(db: Db, links: number): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ links: bigint }>`select count(*) as links from audit.seal`.execute(db);
    if ((rows[0]?.links ?? 0n) >= BigInt(links)) return;
    await sleep(20);
  }
}
