import pg from "pg";

/**
 * Connections as the owner, for what the program may not do. End it before the database is dropped. A connection that is
 * still on its way out then is told that it was ended, which nobody needs to hear.
 */
export function ownerPool(url: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  return pool;
}
