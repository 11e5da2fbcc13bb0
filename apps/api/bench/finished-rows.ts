import { pipeline } from "node:stream/promises";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import type { BenchDatabase } from "./bench-database.ts";

const TABLES = ["jobs.run", "rating.charge", "rating.uncharged"] as const;

/** Rows of each table, as COPY writes them. */
export type Finished = ReadonlyMap<string, Buffer>;

/** The finished rows in COPY's own text, in the order they lie in. */
export async function readFinished(database: BenchDatabase, where = "true"): Promise<Finished> {
  const client = await database.owner.connect();
  try {
    const finished = new Map<string, Buffer>();
    for (const table of TABLES) {
      const chosen = table === "jobs.run" ? where : `run_id in (select run_id from jobs.run where ${where})`;
      const chunks: Buffer[] = [];
      const query = where === "true" ? table : `(select * from ${table} where ${chosen})`;
      await pipeline(client.query(copyTo(`copy ${query} to stdout`)), async (source) => {
        for await (const chunk of source) chunks.push(chunk);
      });
      finished.set(table, Buffer.concat(chunks));
    }
    return finished;
  } finally {
    client.release();
  }
}

/** The reference: COPY of finished rows into the tables as they are, with all their indexes and constraints. */
export async function copyAll(database: BenchDatabase, finished: Finished): Promise<void> {
  const client = await database.owner.connect();
  try {
    await client.query("begin");
    // The reference gets the same help against stale plans of foreign-key checks as the program gives itself.
    await client.query("discard plans");
    await client.query("set local enable_seqscan = off");
    for (const [table, rows] of finished) await pipeline([rows], client.query(copyFrom(`copy ${table} from stdin`)));
    await client.query("commit");
  } finally {
    client.release();
  }
}

/** History refuses to be emptied, so its guards are off for this one connection. */
export async function empty(database: BenchDatabase): Promise<void> {
  const client = await database.owner.connect();
  try {
    // Nobody is to look at the tables while they are empty: the reference would be planned by what was seen then.
    for (const table of TABLES) await client.query(`alter table ${table} set (autovacuum_enabled = off)`);
    await client.query("set session_replication_role = replica");
    await client.query(`truncate ${TABLES.join(", ")} cascade`);
    await client.query("set session_replication_role = origin");
    await client.query("checkpoint");
  } finally {
    client.release();
  }
}
