import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { beforeEach, describe, expect, it } from "vitest";
import { recordEvents } from "../domains/audit/record-event.ts";
import { systemContext } from "../platform/context.ts";
import { transact } from "../platform/db.ts";
import { createLog } from "../platform/log.ts";
import { testConfig } from "../testing/contract-app.ts";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { type CommandOutcome, runCommand } from "../testing/program.ts";
import { settled } from "../testing/settled.ts";
import { tamper } from "../testing/tamper.ts";
import { parseCommandLine, UsageError } from "./command-line.ts";

let database: TestDatabase;
let folder: string;
let file: string;

beforeEach(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), "purser-checkpoint-"));
  file = join(folder, "checkpoint.json");
  return async () => {
    await database.drop();
    await rm(folder, { recursive: true });
  };
});

async function write(count: number): Promise<void> {
  const { db, url } = database;
  const ctx = systemContext({
    db,
    config: testConfig(url),
    log: createLog({ level: "silent" }),
    now: () => new Date(),
  });
  const events = Array.from({ length: count }, (_, index) => ({
    ...{ action: "thing.changed", subject: `thing ${index}`, detail: {} },
  }));
  await transact(db, async (tx) => await recordEvents(tx, ctx, events));
  await settled(db);
}

async function purser(...args: string[]): Promise<CommandOutcome> {
  return await runCommand({ args, databaseUrl: database.url });
}

const cutFrom = (sequence: number) => [
  sql`delete from audit.record where id in (select record_id from audit.seal where sequence >= ${sequence})`,
  sql`delete from audit.seal where sequence >= ${sequence}`,
];

describe("the program's audit commands", () => {
  it("say that the chain holds, of all of it, of a part, and of what came after the last checkpoint", async () => {
    await write(8);
    expect(await purser("audit", "verify")).toEqual({
      ...{ code: 0, complained: "" },
      printed: "The audit chain holds: 8 records checked, 0 checkpoints compared, 0 not sealed yet.\n",
    });
    expect((await purser("audit", "verify", "--from", "3", "--to", "6")).printed).toContain(
      "4 records checked from sequence 3 on,",
    );
    expect((await purser("audit", "verify", "--from", "9")).printed).toBe(
      "No record was checked: the audit chain ends at sequence 8, 0 not sealed yet.\n",
    );
    const checkpoint = await purser("audit", "checkpoint");
    expect(JSON.parse(checkpoint.printed)).toMatchObject({ sequence: 8, key_id: "test" });
    expect([checkpoint.code, checkpoint.complained]).toEqual([0, ""]);
    await settled(database.db);
    await writeFile(file, checkpoint.printed);
    await write(2);
    // The checkpoint's own record and the two after it; the one in the database and the one in the file.
    expect((await purser("audit", "verify", "--since-checkpoint", "--checkpoint", file)).printed).toBe(
      "The audit chain holds: 3 records checked from sequence 9 on, 2 checkpoints compared, 0 not sealed yet.\n",
    );
  }, 120_000);

  it("exit with 1 and name the first link that is bad, and a tail that was cut off behind a kept checkpoint", async () => {
    await write(10);
    const { printed } = await purser("audit", "checkpoint");
    await settled(database.db);
    await writeFile(file, JSON.stringify([JSON.parse(printed)]));
    const { db } = database;
    // A superuser takes the end and every sign of it.
    await tamper(db, ...cutFrom(7), sql`delete from audit.record where action like 'audit_checkpoint.%'`);
    await tamper(db, sql`delete from audit.checkpoint`);
    expect(await purser("audit", "verify", "--checkpoint", file)).toEqual({
      ...{ code: 1, printed: "" },
      complained:
        "The audit chain is broken at sequence 7: tail_missing. 6 records before it hold. See docs/audit.md.\n",
    });
    await tamper(
      db,
      sql`update audit.record set subject = 'x' where id = (select record_id from audit.seal where sequence = 4)`,
    );
    expect(await purser("audit", "verify")).toEqual({
      ...{ code: 1, printed: "" },
      complained:
        "The audit chain is broken at sequence 4: content_mismatch. 3 records before it hold. See docs/audit.md.\n",
    });
  }, 120_000);

  it("refuse a file that is not there in one line, and what is not understood", async () => {
    expect(await purser("audit", "verify", "--checkpoint", file)).toEqual({
      ...{ code: 2, printed: "" },
      complained: `${file} cannot be read: there is no such file.\n`,
    });
    const wrong = await purser("audit", "verify", "--from", "0");
    expect([wrong.code, wrong.complained]).toEqual([2, expect.stringMatching(/^--from takes .+\n\nUsage: purser/)]);
  }, 120_000);

  it.each([
    "audit",
    "audit seal",
    "audit verify all",
    "audit verify --to x",
    "audit verify --since",
    "audit verify --from 6 --to 3",
    "audit verify --from 6 --since-checkpoint",
    "audit checkpoint 1",
  ])("do not understand %s", (line) => {
    expect(() => parseCommandLine(line.split(" "))).toThrow(UsageError);
  });
});
