import type { Writable } from "node:stream";
import { Kysely, PostgresDialect, type PostgresPoolClient } from "kysely";
import type pg from "pg";
import type { DB } from "./database.gen.ts";

/** What a transaction borrows: a connection, and what goes out beside its begin and its commit. */
export interface Borrowed {
  readonly kysely: Kysely<DB>;
  /** What goes out with its next begin, and what was answered to it. */
  opening: readonly pg.QueryConfig[];
  answers: readonly pg.QueryResult[];
  /** When the transaction that it began last did begin. */
  begun: string;
  /** What goes out with its commit. */
  readonly outgoing: pg.QueryConfig[];
}

const borrowings = new WeakMap<pg.PoolClient, Borrowed>();

/** When the transaction began by the database's clock, to the microsecond. It goes out with the begin: asking by itself is a round trip. */
const BEGUN = `select to_char(now() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`;

/** Kysely over one client, which goes back to the pool by our hand and not by Kysely's. */
export function borrowed(client: pg.PoolClient): Borrowed {
  const known = borrowings.get(client);
  if (known !== undefined) return known;
  // Looked up at each call and not bound once, so that what replaces it is seen. pg's overloads and Kysely's are of the same function.
  const send = ((...args: Parameters<typeof client.query>) => client.query(...args)) as PostgresPoolClient["query"];
  const query = async (text: string, values: readonly unknown[]) => {
    if (text === "commit" && made.outgoing.length > 0) return await commitWith(client, made.outgoing.splice(0));
    if (text === "begin") return await begin(client, made);
    return await send(text, values);
  };
  const lent = { query: query as PostgresPoolClient["query"], release: () => {} };
  const pool = { connect: async () => lent, end: async () => {} };
  const kysely = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
  const made: Borrowed = { kysely, opening: [], answers: [], begun: "", outgoing: [] };
  borrowings.set(client, made);
  return made;
}

/** Begins, with what goes out beside it. */
async function begin(client: pg.PoolClient, lent: Borrowed): Promise<pg.QueryResult | undefined> {
  lent.outgoing.length = 0;
  if (lent.opening.length === 0) {
    const answers = (await client.query(`begin; ${BEGUN}`)) as unknown as [pg.QueryResult, pg.QueryResult]; // one for each statement
    lent.begun = answers[1].rows[0]?.at ?? "";
    lent.answers = [];
    return answers[0];
  }
  try {
    const [begun, at, ...answers] = await sendTogether(client, [
      "begin",
      { name: "begun", text: BEGUN },
      ...lent.opening,
    ]);
    lent.begun = at?.rows[0]?.at ?? "";
    lent.answers = answers;
    return begun;
  } catch (error) {
    // Kysely does not end what did not begin for it. Where the connection is gone, the first error is the one to tell.
    await client.query("rollback").catch(() => {});
    throw error;
  }
}

/**
 * Commits behind statements whose answers nobody waits for, all in one round trip. Where one of them fails, its commit is
 * a rollback, and the failure is what is thrown.
 */
async function commitWith(client: pg.PoolClient, statements: readonly pg.QueryConfig[]): Promise<pg.QueryResult> {
  const committed = (await sendTogether(client, [...statements, "commit"])).at(-1);
  if (committed?.command !== "COMMIT") throw new Error("the transaction was rolled back where it was to be committed");
  return committed;
}

/** Sends statements that do not wait for each other's answers in one round trip. PostgreSQL does them in their order. */
async function sendTogether(
  client: pg.PoolClient,
  statements: readonly (pg.QueryConfig | "begin" | "commit")[],
): Promise<pg.QueryResult[]> {
  // pg's own option and its socket, which its types do not know.
  const piped = client as pg.PoolClient & { pipeline: boolean; connection: { stream: Writable } };
  const sent: Promise<pg.QueryResult>[] = [];
  const { stream } = piped.connection;
  piped.pipeline = true;
  stream.cork(); // one system call for all, as each costs as much as what it sends
  try {
    for (const statement of statements) sent.push(client.query(statement as pg.QueryConfig)); // pg's overloads take no union
  } finally {
    stream.uncork();
    await Promise.allSettled(sent);
    piped.pipeline = false;
  }
  return await Promise.all(sent);
}

/** What goes out with the commit of the transaction that this connection is lent to; undefined: it is lent to none. */
export function outgoingOf(client: pg.PoolClient): pg.QueryConfig[] | undefined {
  return borrowings.get(client)?.outgoing;
}
