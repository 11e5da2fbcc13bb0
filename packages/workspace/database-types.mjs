// Writes apps/api/src/platform/database.gen.ts from a database with all migrations. With --verify it changes nothing and
// fails where the file is out of date. Run with: node --conditions=source --import tsx
import { join } from "node:path";
import { startDatabaseServer, urlOfDatabase } from "../../apps/api/src/testing/database-server.ts";
import { ROOT, run } from "./programs.mjs";

const FILE = join(ROOT, "apps/api/src/platform/database.gen.ts");
// What pg gives by default, but for whole numbers, which it would give as text, and dates, which we leave as text.
const TYPES = { int8: "bigint", date: "string" };

const server = await startDatabaseServer();
try {
  const { ok, output } = await run(
    join(ROOT, "apps/api/node_modules/.bin/kysely-codegen"),
    [
      "--dialect=postgres",
      "--exclude-pattern={public,graphile_worker}.*",
      `--type-mapping=${JSON.stringify(TYPES)}`,
      `--out-file=${FILE}`,
      ...process.argv.slice(2).filter((option) => option === "--verify"),
    ],
    { cwd: join(ROOT, "apps/api"), env: { DATABASE_URL: urlOfDatabase(server.adminUrl, server.template) } },
  );
  if (!ok) {
    console.error(`The database types are not those of the migrations: npm run db:types\n${output.trim()}`);
    process.exitCode = 1;
  }
} finally {
  await server.stop();
}
