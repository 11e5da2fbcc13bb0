import { setTimeout as sleep } from "node:timers/promises";
import { Kysely, PostgresDialect, sql, type Transaction } from "kysely";
import pg from "pg";
import type { DB } from "./database.gen.ts";
import { armFailpoint, type Failpoint } from "./failpoint.ts";
import { endSilentConnections, type Patience } from "./silent-connections.ts";
import { borrowed, outgoingOf } from "./transaction-connection.ts";

/** A transaction: what writes takes one, so that it cannot run outside. */
export type Tx = Transaction<DB>;

/** The database: Kysely over a pool, and the pool itself for statements that are prepared by name or that stream. */
export class Db extends Kysely<DB> {
  readonly pool: pg.Pool;

  constructor(pool: pg.Pool) {
    super({ dialect: new PostgresDialect({ pool }) });
    this.pool = pool;
  }

  /** Closes the pool as well where Kysely itself has never used it: its connections would keep the program from ending. */
  override async destroy(): Promise<void> {
    await super.destroy();
    if (!this.pool.ending) await this.pool.end();
  }

  override async [Symbol.asyncDispose](): Promise<void> {
    await this.destroy();
  }
}

export interface DbOptions {
  readonly url: string;
  readonly maxConnections: number;
  /** Called for errors of idle connections, which nobody else would hear of. */
  readonly onError: (error: Error) => void;
  /** Tests only: dies or throws at one chosen statement. */
  readonly failpoint?: Failpoint | undefined;
  /** Tests only: how soon a connection that says nothing is looked into. */
  readonly patience?: Patience | undefined;
}

const INT8 = 20;
const DATE = 1082;

/** int8 is a bigint, a date stays the text it is, and numeric stays a decimal string: nothing is rounded on the way in. */
const types: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: "text" | "binary") {
    if (oid === INT8) return (value: string) => BigInt(value);
    if (oid === DATE) return (value: string) => value;
    // pg's own declaration of this overloaded function cannot express a pass-through.
    return pg.types.getTypeParser(oid, format as "text");
  },
};

/** Opens the database as the role `purser_app`, in UTC, with a limit on everything that could wait for ever. */
export function createDb({ url, maxConnections, onError, failpoint, patience }: DbOptions): Db {
  const pool = new pg.Pool({
    connectionString: url,
    max: maxConnections,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    // For connections that wait for nothing; those that wait for an answer are looked after below.
    keepAliveInitialDelayMillis: 10_000,
    application_name: "purser",
    options:
      "-c role=purser_app -c timezone=UTC -c statement_timeout=60s -c lock_timeout=15s -c idle_in_transaction_session_timeout=60s",
    types,
  });
  pool.on("error", onError);
  endSilentConnections(pool, patience);
  // A connection that dies while it is checked out reports to its query as well; without a listener it would end the process.
  pool.on("connect", (client) => {
    client.on("error", onError);
    if (failpoint !== undefined) armFailpoint(client, failpoint);
  });
  return new Db(pool);
}

const RETRIED = new Set(["40001", "40P01", "55P03"]);
const ATTEMPTS = 5;
/** A lock that was waited for in vain is not waited for again: whoever waits holds a connection that others need. */
const PATIENCE_MILLISECONDS = 10_000;

const clients = new WeakMap<Tx, pg.PoolClient>();
const begins = new WeakMap<Tx, string>();

/**
 * Runs `work` in one transaction and commits it. A deadlock, a serialisation failure or a lock time-out runs it again
 * from the start, at most five times and ten seconds, with growing, jittered pauses: `work` must have no effect outside the database.
 */
export async function transact<T>(db: Db, work: (tx: Tx) => Promise<T>): Promise<T> {
  return await transactFrom(db, [], work);
}

/**
 * Like `transact`, but the statements of `opening` go out with its begin, in one round trip, and `work` gets their answers.
 */
export async function transactFrom<T>(
  db: Db,
  opening: readonly pg.QueryConfig[],
  work: (tx: Tx, answers: readonly pg.QueryResult[]) => Promise<T>,
): Promise<T> {
  const started = performance.now();
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await transactOnce(db, opening, work);
    } catch (error) {
      const isLate = performance.now() - started > PATIENCE_MILLISECONDS;
      if (attempt === ATTEMPTS || isLate || !isRetried(error)) throw error;
      await pause(attempt);
    }
  }
}

/** Like `transactFrom`, but `work` runs once only: for work that has read a stream which cannot be read again. */
export async function transactOnce<T>(
  db: Db,
  opening: readonly pg.QueryConfig[],
  work: (tx: Tx, answers: readonly pg.QueryResult[]) => Promise<T>,
): Promise<T> {
  const client = await db.pool.connect();
  let broken: Error | undefined;
  try {
    const lent = borrowed(client);
    lent.opening = opening;
    return await lent.kysely.transaction().execute(async (tx) => {
      clients.set(tx, client);
      begins.set(tx, lent.begun);
      return await work(tx, lent.answers);
    });
  } catch (error) {
    // A connection that cannot roll back must not go back to the pool.
    if (!isDatabaseAnswer(error)) broken = error instanceof Error ? error : new Error(String(error));
    throw error;
  } finally {
    client.release(broken !== undefined && (await isBroken(client)));
  }
}

/** Sends a statement with the transaction's commit, which saves it a round trip. Nothing in the transaction sees what it does. */
export function sendWithCommit(tx: Tx, statement: pg.QueryConfig): void {
  outgoingIn(tx).push(statement);
}

function outgoingIn(tx: Tx): pg.QueryConfig[] {
  const outgoing = outgoingOf(clientOf(tx));
  if (outgoing === undefined) throw new Error("this transaction was not opened by transact()");
  return outgoing;
}

/** Does `work` so that its failure leaves the transaction as it was before, and open. */
export async function savepoint<T>(tx: Tx, work: () => Promise<T>): Promise<T> {
  const outgoing = outgoingIn(tx);
  const before = outgoing.length;
  await sql`savepoint purser`.execute(tx);
  try {
    const result = await work();
    await sql`release savepoint purser`.execute(tx);
    return result;
  } catch (error) {
    outgoing.length = before;
    // Where the connection is gone there is nothing to go back to, and the first error is the one to tell.
    if (isDatabaseAnswer(error)) await sql`rollback to savepoint purser`.execute(tx);
    throw error;
  }
}

/**
 * Does `work` from a savepoint; a deadlock, a serialisation failure or a lock time-out does it again from there, at most
 * five times. For what belongs to a transaction that cannot run again as a whole, as it has read a stream. `forget`
 * drops what `work` has learnt from rows that went with the savepoint.
 */
export async function retriedSavepoint<T>(tx: Tx, work: () => Promise<T>, forget = () => {}): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await savepoint(tx, work);
    } catch (error) {
      if (attempt === ATTEMPTS || !isRetried(error)) throw error;
      forget();
      await pause(attempt);
    }
  }
}

/** Longer after each attempt, and jittered, so that two that met do not meet again. */
async function pause(attempt: number): Promise<void> {
  await sleep(10 * 2 ** attempt * (0.5 + Math.random()));
}

/**
 * Prepares a transaction that writes many rows. PostgreSQL keeps the plans of its foreign-key checks for as long as a
 * connection lives; one that was made while a table was nearly empty reads the whole table for each row, and one chunk
 * later that is a hundred thousand rows. So what was planned before is forgotten, and checks go by index.
 */
export async function planForBulk(tx: Tx): Promise<void> {
  await sql`discard plans`.execute(tx);
  await sql`set local enable_seqscan = off`.execute(tx);
}

/** Whether PostgreSQL asked for the transaction to be tried again. */
export function isRetried(error: unknown): boolean {
  return isDatabaseAnswer(error) && RETRIED.has(error.code);
}

/** Whether `error` is PostgreSQL's own answer, known by its SQLSTATE. */
export function isDatabaseAnswer(error: unknown): error is Error & { code: string } {
  return (
    error instanceof Error && "code" in error && typeof error.code === "string" && /^[0-9A-Z]{5}$/.test(error.code)
  );
}

/** The connection under a transaction, for COPY. */
export function clientOf(tx: Tx): pg.PoolClient {
  const client = clients.get(tx);
  if (client === undefined) throw new Error("this transaction was not opened by transact()");
  return client;
}

/** When a transaction of `transact()` began by the database's clock: RFC 3339 in UTC, with microseconds. */
export function beginOf(tx: Tx): string {
  const at = begins.get(tx);
  if (at === undefined) throw new Error("this transaction was not opened by transact()");
  return at;
}

async function isBroken(client: pg.PoolClient): Promise<boolean> {
  try {
    await client.query("select 1");
    return false;
  } catch {
    return true;
  }
}
