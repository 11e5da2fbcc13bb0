import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runPricer } from "../domains/rating/run-pricer.ts";
import { jobLifter } from "../integrations/slurm/job-lifter.ts";
import { systemContext } from "../platform/context.ts";
import { createLog } from "../platform/log.ts";
import { testConfig } from "../testing/contract-app.ts";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { runCommand } from "../testing/program.ts";
import { recordedJson } from "../testing/recordings.ts";
import { parseCommandLine, UsageError } from "./command-line.ts";
import { describeBatch, ingestFile } from "./ingest-file.ts";

const RECORDED = recordedJson("sacct-22.05-v0.0.38");
const NOW = () => new Date("2026-11-21T04:00:00Z");

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), "purser-ingest-"));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
  await database.drop();
});

async function fileOf(name: string, content: Buffer | string): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, content);
  return file;
}

/** The command as the program takes it, in this process. */
async function ingest(line: readonly string[], standardInput: Readable = Readable.from([])) {
  const command = parseCommandLine(["ingest", ...line]);
  if (command.name !== "ingest") throw new Error(`${line.join(" ")} is ${command.name}`);
  const app = { db: database.db, config: testConfig(database.url), log: createLog({ level: "silent" }), now: NOW };
  return await ingestFile(
    { ...systemContext(app), pricer: runPricer, lifter: jobLifter },
    { ...command, standardInput },
  );
}

describe("ingest FILE of JSON", () => {
  it("takes in what sacct --json printed, as a program of its own", async () => {
    await using own = await createTestDatabase();
    // The program's clock is that of the machine, for which what was recorded may lie ahead.
    const past = RECORDED.toString().replace(/\b1[78]\d{8}\b/g, (seconds) => String(Number(seconds) - 200_000_000));
    const file = await fileOf("march.json", past);
    const { code, printed, complained } = await runCommand({ args: ["ingest", file], databaseUrl: own.url });
    expect([code, complained]).toEqual([0, ""]);
    expect(
      Object.fromEntries(
        printed
          .trim()
          .split("\n")
          .map((line) => line.split(/ {2,}/)),
      ),
    ).toEqual({
      ...{ "lines read": "503", "runs new": "168", "runs changed": "0", "runs unchanged": "0" },
      ...{ "steps merged": "335", rejected: "0" },
    });
    const { rows } = await own.db.pool.query(
      "select source, source_name, format, api_version, ingested_by from usage.batch",
    );
    expect(rows).toEqual([
      { source: "file", source_name: "march.json", format: "json", api_version: "v0.0.38", ingested_by: "purser" },
    ]);
  }, 60_000);

  it("takes it packed and from standard input, and finds nothing new in it then", async () => {
    const first = await ingest([await fileOf("march.json.gz", gzipSync(RECORDED))]);
    expect(first).toMatchObject({ source_name: "march.json.gz", format: "json", runs_new: 168, rejected: 0 });
    const second = await ingest(["-"], Readable.from([RECORDED]));
    expect(second).toMatchObject({ source_name: "standard input", runs_new: 0, runs_unchanged: 168 });
    expect(describeBatch(second).split("\n")[3]).toBe("runs unchanged         168");
  });

  it("names the cluster of records that name none", async () => {
    const { jobs, ...rest } = JSON.parse(RECORDED.toString());
    const nameless = { ...jobs[0], cluster: "", association: { ...jobs[0].association, cluster: "" } };
    const file = await fileOf("one.json", JSON.stringify({ ...rest, jobs: [nameless] }));
    expect(await ingest([file])).toMatchObject({ runs_new: 0, rejected: 1, cluster: null });
    expect(await ingest([file, "--cluster", "named"])).toMatchObject({ runs_new: 1, rejected: 0, cluster: "named" });
  });

  it("counts the time as read that the caller says Slurm was asked for", async () => {
    const { jobs, ...rest } = JSON.parse(RECORDED.toString());
    const file = await fileOf("quiet.json", JSON.stringify({ ...rest, jobs: [{ ...jobs[0], cluster: "asked" }] }));
    const times = ["--read-from", "2026-10-01T00:00:00+07:00", "--read-until", "2026-11-01T00:00:00+07:00"];
    await ingest([file, ...times]);
    const { rows } = await database.db.pool.query(
      "select lower(s)::text as from, upper(s)::text as until from usage.read_span r, unnest(r.spans) s where r.cluster = 'asked'",
    );
    expect(rows).toEqual([{ from: "2026-09-30 17:00:00+00", until: "2026-10-31 17:00:00+00" }]);
    await expect(ingest([file, ...times.slice(0, 2)])).rejects.toMatchObject({ code: "INGEST_WINDOW_INVALID" });
    for (const time of ["2026-10-01", "2026-10-01T00:00:00", "2026-13-01T00:00:00Z"])
      await expect(ingest([file, "--read-from", time, ...times.slice(2)])).rejects.toBeInstanceOf(UsageError);
  });

  it("takes nothing of a file that was cut off, of one that is no JSON, and of one that is not there", async () => {
    const count = async () => (await database.db.pool.query("select count(*)::int as n from usage.batch")).rows[0].n;
    const before = await count();
    const cut = await fileOf("cut.json", RECORDED.subarray(0, RECORDED.length / 2));
    await expect(ingest([cut])).rejects.toMatchObject({ code: "INGEST_TRUNCATED" });
    const other = await fileOf("other.json", '{"pings": []}');
    await expect(ingest([other])).rejects.toMatchObject({ code: "INGEST_JSON_NO_JOBS" });
    await expect(ingest([join(folder, "absent.json")])).rejects.toThrow(
      "absent.json cannot be read: there is no such file.",
    );
    await expect(ingest([folder])).rejects.toThrow("cannot be read: it is a directory.");
    expect(await count()).toBe(before);
  });
});
