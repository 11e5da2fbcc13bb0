import { execFile, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findRunningPostgres, startEmbeddedPostgres } from "./embedded-postgres.ts";
import { findPostgresBinaries } from "./embedded-postgres-binaries.ts";
import { openDatabaseDirectory } from "./embedded-postgres-directory.ts";
import { runToEnd } from "./embedded-postgres-process.ts";

const log = { debug: () => undefined, warn: () => undefined };
const settings = { fsync: "off" };
const isRoot = process.getuid?.() === 0;
let folder = "";

beforeAll(async () => {
  folder = await mkdtemp("/var/tmp/purser-embedded-");
  await chmod(folder, 0o755);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const start = (name: string) => startEmbeddedPostgres({ dataDir: join(folder, name), log, settings });

async function ask(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(statement);
  await client.end();
  return rows;
}

async function everythingIn(path: string): Promise<string> {
  const entries = await readdir(path, { recursive: true });
  return JSON.stringify(entries.sort());
}

describe("startEmbeddedPostgres", () => {
  it("keeps what was written over a stop and a second start, and opens only with its password", async () => {
    const first = await start("kept");
    await ask(first.url, "create table kept as select 42 as answer");
    await expect(ask(first.url.replace(/:[^:@/]+@/, ":wrong@"), "select 1")).rejects.toMatchObject({ code: "28P01" });
    await first.stop();
    expect(await first.ended).toEqual({ expected: true, code: 0 });
    expect((await stat(join(folder, "kept", "password"))).mode & 0o777).toBe(0o600);

    const second = await start("kept");
    expect(await ask(second.url, "select answer from kept")).toEqual([{ answer: 42 }]);
    await second.stop();
  });

  it("refuses a directory whose server is running, and that server goes on", async () => {
    await using running = await start("in-use");
    await expect(start("in-use")).rejects.toMatchObject({ code: "DATA_DIRECTORY_IN_USE" });
    expect(await ask(running.url, "select 1 as one")).toEqual([{ one: 1 }]);
  });

  it("is found by another program while it runs, and by none before and after", async () => {
    const place = join(folder, "beside");
    expect(await findRunningPostgres(place)).toBeUndefined();
    const running = await start("beside");
    const found = await findRunningPostgres(place);
    expect(found).toBe(running.url);
    expect(await ask(found ?? "", "select 1 as one")).toEqual([{ one: 1 }]);
    await running.stop();
    expect(await findRunningPostgres(place)).toBeUndefined();
  });

  it("never stops a server that the record of a dead owner is not about", async () => {
    await using running = await start("other-owner");
    await writeFile(join(folder, "other-owner", "owner"), "4194305 4194304 1\n");
    await expect(start("other-owner")).rejects.toMatchObject({ code: "DATA_DIRECTORY_IN_USE" });
    expect(await ask(running.url, "select 1 as one")).toEqual([{ one: 1 }]);
  });

  it("is not misled by a lock file whose process number belongs to another program", async () => {
    await (await start("stale")).stop();
    await writeFile(join(folder, "stale", "data", "postmaster.pid"), `${process.pid}\n`);
    await using restarted = await start("stale");
    expect(await ask(restarted.url, "select 1 as one")).toEqual([{ one: 1 }]);
  });

  it("refuses a database of another major version and changes nothing in it", async () => {
    await (await start("version")).stop();
    await writeFile(join(folder, "version", "data", "PG_VERSION"), "14\n");
    const before = await everythingIn(join(folder, "version"));
    await expect(start("version")).rejects.toMatchObject({
      code: "DATA_DIRECTORY_OTHER_VERSION",
      message: expect.stringMatching(/PostgreSQL 14, this is PostgreSQL \d+/),
    });
    expect(await everythingIn(join(folder, "version"))).toBe(before);
  });

  it("refuses a folder that holds somebody's files and leaves them alone", async () => {
    await mkdir(join(folder, "thesis"));
    await writeFile(join(folder, "thesis", "chapter-1.txt"), "In the beginning");
    await expect(start("thesis")).rejects.toMatchObject({ code: "DATA_DIRECTORY_NOT_OURS" });
    expect(await readFile(join(folder, "thesis", "chapter-1.txt"), "utf8")).toBe("In the beginning");
  });

  it("says so where the directory cannot be made", async () => {
    await writeFile(join(folder, "a-file"), "");
    await expect(start("a-file/postgres")).rejects.toMatchObject({ code: "DATA_DIRECTORY_NOT_WRITABLE" });
  });

  it("lets only one of two simultaneous first starts have the directory", async () => {
    const outcomes = await Promise.allSettled([startElsewhere("race"), startElsewhere("race")]);
    const answers = outcomes.map((each) => (each.status === "fulfilled" ? each.value : String(each.reason)));
    expect(answers.filter((answer) => answer === "started")).toHaveLength(1);
    expect(answers.filter((answer) => answer === "DATA_DIRECTORY_IN_USE")).toHaveLength(1);
  });

  it("stops by itself when its program is killed, and loses nothing that was committed", async () => {
    const child = launch("orphan");
    const url = await firstLine(child);
    await ask(url, "create table kept as select 42 as answer");
    child.kill("SIGKILL");
    await once(child, "exit");
    await using next = await start("orphan");
    expect(await ask(next.url, "select answer from kept")).toEqual([{ answer: 42 }]);
    await expect(ask(url, "select 1")).rejects.toThrow();
  });
});

describe("a full disk", () => {
  it("is told in one line when the database is set up on it", async () => {
    const binDir = join(folder, "fake-full");
    await mkdir(binDir);
    const program = "#!/bin/sh\necho 'initdb: error: could not write file: No space left on device' >&2\nexit 1\n";
    await writeFile(join(binDir, "initdb"), program, { mode: 0o755 });
    const opening = openDatabaseDirectory(join(folder, "full"), { binDir, major: "17" }, { sync: false });
    await expect(opening).rejects.toMatchObject({ code: "DISK_FULL", message: expect.stringMatching(/is full\.$/) });
    expect((await readdir(folder)).filter((name) => name.startsWith("full"))).toEqual([]);
  });

  it.skipIf(!isRoot || !canMount())("is told in one line by the real programs, and what is there stays", async () => {
    const disk = join(folder, "small");
    await mkdir(disk);
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=100m,mode=755", "tmpfs", disk]);
    try {
      await (await start("small/postgres")).stop();
      await promisify(execFile)("sh", ["-c", `cat /dev/zero > ${disk}/filler 2>/dev/null || true`]);
      const before = await everythingIn(disk);
      await expect(start("small/postgres")).rejects.toMatchObject({ code: "DISK_FULL" });
      expect(await everythingIn(disk)).toBe(before);
      await rm(join(disk, "filler"));
      await (await start("small/postgres")).stop();
    } finally {
      execFileSync("umount", [disk]);
    }
  });
});

describe("findPostgresBinaries", () => {
  const missing = () => {
    throw new Error("not installed");
  };

  it("says what to do where there is no PostgreSQL at all", async () => {
    const search = findPostgresBinaries({ resolvePackage: missing, debianDir: join(folder, "none") });
    await expect(search).rejects.toMatchObject({
      code: "BINARIES_MISSING",
      message: expect.stringMatching(/DATABASE_URL/),
    });
  });

  it("falls back to the newest of the system's that is 15 or later", async () => {
    for (const major of ["9", "14", "15", "16"]) {
      const binDir = join(folder, "debian", major, "bin");
      await mkdir(binDir, { recursive: true });
      for (const program of ["initdb", "postgres"]) await writeFile(join(binDir, program), "", { mode: 0o755 });
    }
    const found = await findPostgresBinaries({ resolvePackage: missing, debianDir: join(folder, "debian") });
    expect(found).toEqual({ binDir: join(folder, "debian", "16", "bin"), major: "16" });
  });

  it.skipIf(!isRoot)(
    "copies programs that the server's account cannot reach, once, and mends a copy that lost files",
    async () => {
      const hidden = join(folder, "hidden");
      await mkdir(join(hidden, "native", "bin"), { recursive: true });
      await mkdir(join(hidden, "native", "lib"), { recursive: true });
      await writeFile(join(hidden, "package.json"), JSON.stringify({ version: "17.0.0-test" }));
      await writeFile(join(hidden, "native", "bin", "postgres"), "#!/bin/sh\necho works\n", { mode: 0o700 });
      await writeFile(join(hidden, "native", "lib", "libpq.so.5.17"), "library");
      const links = [{ source: "native/lib/libpq.so.5.17", target: "native/lib/libpq.so" }];
      await writeFile(join(hidden, "native", "pg-symlinks.json"), JSON.stringify(links));
      await chmod(hidden, 0o700);
      const search = { resolvePackage: () => join(hidden, "dist", "index.js"), shareDir: folder };
      const found = await findPostgresBinaries(search);
      expect(found.major).toBe("17");
      expect(found.binDir.startsWith(hidden)).toBe(false);
      expect((await runToEnd(join(found.binDir, "postgres"), [])).output).toBe("works\n");
      expect(await readFile(join(found.binDir, "..", "lib", "libpq.so"), "utf8")).toBe("library");
      expect(await findPostgresBinaries(search)).toEqual(found);

      await rm(join(found.binDir, "postgres"));
      const mended = await findPostgresBinaries(search);
      expect((await runToEnd(join(mended.binDir, "postgres"), [])).output).toBe("works\n");
    },
  );
});

/** A program of its own that starts the database, prints its address and waits. */
function launch(name: string) {
  const module = fileURLToPath(new URL("./embedded-postgres.ts", import.meta.url));
  const script = `
    const { startEmbeddedPostgres } = await import(${JSON.stringify(module)});
    const log = { debug() {}, warn() {} };
    const dataDir = ${JSON.stringify(join(folder, name))};
    try {
      const database = await startEmbeddedPostgres({ dataDir, log, settings: { fsync: "off" } });
      console.log(database.url);
      process.on("SIGTERM", () => database.stop().then(() => process.exit(0)));
    } catch (error) {
      console.log(error.code);
      process.exit(1);
    }`;
  return spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], {
    cwd: fileURLToPath(new URL("../../../..", import.meta.url)),
    stdio: ["ignore", "pipe", "inherit"],
  });
}

async function firstLine(child: ReturnType<typeof launch>): Promise<string> {
  const [chunk] = await once(child.stdout, "data");
  return String(chunk).trim();
}

async function startElsewhere(name: string): Promise<string> {
  const child = launch(name);
  const line = await firstLine(child);
  if (!line.startsWith("postgres://")) return line;
  await delay(4000); // long enough for the other one to find it running
  child.kill("SIGTERM");
  await once(child, "exit");
  return "started";
}

function canMount(): boolean {
  try {
    execFileSync("sh", ["-c", "d=$(mktemp -d) && mount -t tmpfs tmpfs $d && umount $d && rmdir $d"], {
      stdio: "ignore",
    });
    return true;
  } catch {
    return false;
  }
}
