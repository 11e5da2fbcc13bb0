import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Client } from "pg";
import { ownProgram } from "./own-program.ts";

/** Where the program's embedded database is, password included: it speaks there as its owner. */
export async function databaseUrl(): Promise<string> {
  const folder = join(ownProgram().dataDir, "postgres");
  const password = (await readFile(join(folder, "password"), "utf8")).trim();
  const [, , , port] = (await readFile(join(folder, "data/postmaster.pid"), "utf8")).split("\n");
  return `postgres://purser:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`;
}

/** A connection as the owner, for what no page can bring about: time that has passed, and history that is tampered with. */
export async function connectAsOwner(): Promise<{ client: Client } & AsyncDisposable> {
  const client = new Client({ connectionString: await databaseUrl() });
  await client.connect();
  return { client, [Symbol.asyncDispose]: async () => await client.end() };
}

/** Lets the last sign-in of a person be a while ago; their tokens say so once they are renewed. */
export async function letTimePass(username: string, minutes: number): Promise<void> {
  await using owner = await connectAsOwner();
  await owner.client.query(
    `update identity.session set started_at = started_at - make_interval(mins => $2),
            authenticated_at = authenticated_at - make_interval(mins => $2)
     where person_id = (select id from identity.person where username = $1)`,
    [username, minutes],
  );
}
