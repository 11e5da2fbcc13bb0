import { cp, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { MAIN } from "./program.ts";

const API = dirname(dirname(MAIN));
const ROOT = join(API, "../..");

/** What is read and written all the time. */
const TABLES = [
  ...["identity.person", "identity.session", "audit.record", "rating.charge", "receipts.receipt"],
  ...["jobs.run", "usage.batch"],
] as const;

/** Each gets two columns that the version before knows nothing of, in a migration of its own, as they all are. */
const MIGRATIONS = TABLES.map((table, index) => ({
  name: `${9900 + index}_of_the_next_version`,
  text: `alter table ${table} add column next_note text, add column next_count integer not null default 0;`,
}));

export interface NextVersion extends AsyncDisposable {
  /** What `startProgram` takes as `main`. */
  readonly main: string;
  readonly migrations: readonly string[];
}

/** The built program as its next version: a copy that brings migrations. */
export async function makeNextVersion(): Promise<NextVersion> {
  const root = await mkdtemp(join(tmpdir(), "purser-next-"));
  const copied = (path: string) => cp(join(ROOT, path), join(root, path), { recursive: true });
  await Promise.all([copied("apps/api/dist"), copied("apps/api/package.json"), copied("migrations")]);
  await symlink(join(API, "node_modules"), join(root, "apps/api/node_modules"));
  for (const { name, text } of MIGRATIONS) await writeFile(join(root, "migrations", `${name}.sql`), text);
  return {
    main: join(root, "apps/api/dist/main.js"),
    migrations: MIGRATIONS.map(({ name }) => name),
    [Symbol.asyncDispose]: async () => await rm(root, { recursive: true, force: true }),
  };
}
