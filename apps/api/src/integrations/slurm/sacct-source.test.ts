import { spawnSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { type FakeSacct, makeFakeSacct, SACCT_22_05 } from "../../testing/fake-sacct.ts";
import { readAll } from "../../testing/read-sacct.ts";
import { failureOf, HOUR, never, readSource } from "../../testing/read-source.ts";
import { SACCT_LIMITS, type SacctLimits, SacctSource } from "./sacct-source.ts";

const fakes: FakeSacct[] = [];

async function fakeOf(script: string, columns?: string): Promise<FakeSacct> {
  const fake = await makeFakeSacct(script, columns);
  fakes.push(fake);
  return fake;
}

afterEach(async () => {
  for (const fake of fakes.splice(0)) await fake[Symbol.asyncDispose]();
});

function sourceOf({ program }: FakeSacct, limits: Partial<SacctLimits> = {}): SacctSource {
  const patient = { ...SACCT_LIMITS, firstDelayMs: 1, ...limits };
  return new SacctSource({ program, slurmConf: null, cluster: null, limits: patient });
}

/** Dead, but not yet buried by the machine's first process, is dead. */
const isAlive = (pid: number) => {
  const { stdout } = spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" });
  return stdout.trim() !== "" && !stdout.startsWith("Z");
};

it("asks for all users and every run, with times that no zone can shift, and a delimiter of its own each time", async () => {
  const fake = await fakeOf('echo "$FORMAT"');
  const answers = await readSource(sourceOf(fake));
  const [first = [], second = []] = await fake.calls();
  expect(first.filter((argument) => !argument.startsWith("--delimiter="))).toEqual([
    "--allusers",
    "--duplicates",
    "--parsable2",
    "--noconvert",
    "--starttime=2026-11-21T03:00:00",
    "--endtime=2026-11-21T04:00:00",
    "--format=JobID,JobIDRaw,Cluster,User,Account,Partition,QOS,State,ExitCode,Submit,Eligible,Start,End,ElapsedRaw," +
      "Suspended,TimelimitRaw,ReqCPUS,ReqMem,ReqTRES,AllocTRES,NNodes,NodeList,TotalCPU,MaxRSS,AveRSS," +
      "ConsumedEnergyRaw,Reason,JobName",
  ]);
  expect(second).toContain("--state=CANCELLED,DEADLINE");
  const delimiters = [first, second].map((call) => call.find((argument) => argument.startsWith("--delimiter=")));
  for (const delimiter of delimiters) expect(delimiter).toMatch(/^--delimiter=:[0-9a-f]{16}:$/);
  expect(new Set(delimiters).size).toBe(2);
  expect(answers).toMatchObject([
    { coverage: "active", window: HOUR, format: { kind: "sacct" } },
    { coverage: "unstarted" },
  ]);
});

it("asks for whole runs by their numbers", async () => {
  const fake = await fakeOf('echo "$FORMAT"');
  const coverages: string[] = [];
  const take = async ({ coverage, bytes }: { coverage: string; bytes: AsyncIterable<Buffer> }) => {
    for await (const _ of bytes) coverages.push(coverage);
  };
  await sourceOf(fake).readWhole([85, 12], HOUR, take, never());
  const [call = [], ...more] = await fake.calls();
  expect(call).toContain("--jobs=12,85");
  expect(call.filter((word) => /^--(starttime|endtime|duplicates|state)/.test(word))).toHaveLength(3);
  expect(more).toEqual([]);
  expect(coverages).toEqual(["whole"]);
});

it("gives the program nothing of Purser's environment", async () => {
  const fake = await fakeOf('env > $HERE/environment; echo "$FORMAT"');
  process.env.CANARY_OF_PURSER = "secret";
  await readSource(sourceOf(fake));
  delete process.env.CANARY_OF_PURSER;
  const lines = (await readFile(join(fake.folder, "environment"), "utf8")).trim().split("\n").sort();
  expect(lines.filter((line) => !/^(PWD|OLDPWD|SHLVL|_)=/.test(line))).toEqual([
    "LC_ALL=C.UTF-8",
    "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    "SLURM_TIME_FORMAT=%s",
    "TZ=UTC",
  ]);
});

it("gives a text of which the reader makes runs, though a name is full of lines and bars", async () => {
  const values: Record<string, string> = {
    ...{
      JobID: "7",
      JobIDRaw: "7",
      Cluster: "testbed",
      User: "alice",
      Account: "astro",
      Partition: "cpu",
      QOS: "normal",
    },
    ...{ State: "COMPLETED", ExitCode: "0:0", Submit: "1795230100", Eligible: "1795230100", Start: "1795230200" },
    ...{ End: "1795230260", ElapsedRaw: "60", Suspended: "00:00:00", TimelimitRaw: "5", ReqCPUS: "2", ReqMem: "8G" },
    ...{ ReqTRES: "cpu=2,mem=8G,node=1", AllocTRES: "billing=2,cpu=2,mem=8G,node=1", NNodes: "1", NodeList: "c1" },
    ...{ TotalCPU: "00:01.500", MaxRSS: "3121152", AveRSS: "", ConsumedEnergyRaw: "0", Reason: "None" },
    JobName: "a|b\\n8|8|evil\\037|",
  };
  const assign = Object.entries(values).map(([name, value]) => `${name}='${value}'`);
  const fake = await fakeOf(`
    ${assign.join("; ")}
    printf '%s\\n' "$FORMAT" | sed "s/,/$D/g"
    [ -n "$STATE" ] && exit 0
    first=yes
    for name in $(printf '%s' "$FORMAT" | tr , ' '); do
      [ $first = yes ] || printf '%s' "$D"
      first=no
      eval "value=\\$$name"
      printf '%b' "$value"
    done
    echo`);
  const [active, unstarted] = await readSource(sourceOf(fake));
  const { runs, rejects } = readAll(active?.text ?? "");
  expect(rejects).toEqual([]);
  expect(runs.map(({ run }) => run)).toMatchObject([
    {
      ...{ jobId: 7, user: "alice", name: "a|b\n8|8|evil\u001f|", startedAt: 1_795_230_200, endedAt: 1_795_230_260 },
      ...{ allocatedCpus: 2, allocatedMemoryMib: 8_192, usedCpuMilliseconds: 1_500, maxRssKib: 3_048 },
    },
  ]);
  expect(readAll(unstarted?.text ?? "").runs).toEqual([]);
});

it("asks an older sacct for what it has", async () => {
  const older = SACCT_22_05.replace("TimelimitRaw ", "").replace("ElapsedRaw ", "").replace("Reason ", "");
  const fake = await fakeOf('echo "$FORMAT"', older);
  expect(await sourceOf(fake).check(never())).toEqual({
    slurmVersion: "22.05.8",
    apiVersion: null,
    clusters: [],
    missingColumns: ["Reason"],
    tokenInClear: false,
  });
  const [answer] = await readSource(sourceOf(fake));
  expect(answer?.text).toContain("Elapsed,Suspended,Timelimit,");
});

it("asks nothing of a sacct that cannot say what was allocated", async () => {
  const fake = await fakeOf("true", SACCT_22_05.replace("AllocTRES ", "").replace(" State", ""));
  expect(await failureOf(readSource(sourceOf(fake)))).toMatchObject({
    code: "SOURCE_COLUMN_MISSING",
    facts: { text: "State, AllocTRES" },
  });
  expect(await fake.calls()).toEqual([]);
});

it.each([
  ["an exit code", "echo half; echo 'sacct: error: Problem talking to the database' >&2; exit 1", { exitCode: 1 }],
  [
    "words of an error and an exit code of success",
    "echo half; echo 'sacct: error: Problem talking to the database' >&2",
    { exitCode: 0 },
  ],
  ["a signal", "echo half; kill -9 $$", {}],
])("does not take for an answer what ends with %s", async (_what, script, facts) => {
  const fake = await fakeOf(script);
  const failure = await failureOf(readSource(sourceOf(fake)));
  expect(failure).toMatchObject({ code: "SOURCE_PROGRAM_FAILED", facts });
  expect(await fake.calls()).toHaveLength(4); // it may have been the moment
});

it("takes the answer of a sacct that got over an error", async () => {
  const fake = await fakeOf(
    `echo "$FORMAT"; echo 'sacct: error: failed to open persistent connection to host:db1: Connection refused' >&2`,
  );
  expect(await readSource(sourceOf(fake))).toHaveLength(2);
});

it("asks anew what sacct can print where it refuses a column, as after a change of version", async () => {
  const fake = await fakeOf(`
    case "$FORMAT" in
      *Reason*) sed -i '/^Reason$/d' $HERE/sacct; echo 'sacct: error: Invalid field requested: "Reason"' >&2; exit 1 ;;
    esac
    echo "$FORMAT"`);
  const answers = await readSource(sourceOf(fake));
  expect(answers.map(({ text }) => text.includes("Reason"))).toEqual([false, false]);
  expect(await fake.calls()).toHaveLength(3);
});

it("ends the program of which the taker leaves the output in the middle", async () => {
  const fake = await fakeOf('echo $$ > $HERE/leader; echo "$FORMAT"; exec sleep 300');
  const glance = async ({ bytes }: { bytes: AsyncIterable<Buffer> }) => {
    await bytes[Symbol.asyncIterator]().next();
  };
  await expect(sourceOf(fake).read(HOUR, glance, never())).rejects.toThrow("without having been read");
  const pid = Number(await readFile(join(fake.folder, "leader"), "utf8"));
  await expect.poll(() => isAlive(pid)).toBe(false);
});

it("says what a program says that fails, its beginning, in one line", async () => {
  const fake = await fakeOf(
    "printf 'sacct: error: one\\n\\033[31mtwo\\n' >&2; yes error: flood | head -c 5000000 >&2; exit 7",
  );
  const { facts } = await failureOf(readSource(sourceOf(fake, { attempts: 1 })));
  expect(facts).toMatchObject({
    exitCode: 7,
    text: expect.stringMatching(/^sacct: error: one \[31mtwo error: flood /),
  });
  expect(facts.text?.length).toBeLessThanOrEqual(301);
});

it.each([
  ["is not there", "/nowhere/sacct", "ENOENT"],
  ["may not be run", "/etc/passwd", "EACCES"],
])("says of a program that %s that it is missing, at once", async (_what, program, reason) => {
  const source = new SacctSource({ program, slurmConf: null, cluster: null, limits: SACCT_LIMITS });
  expect(await failureOf(readSource(source))).toMatchObject({ code: "SOURCE_PROGRAM_MISSING", facts: { reason } });
});

it.each([
  ["too slow", '[ "$FROM$TO" = 2026-11-21T03:00:002026-11-21T04:00:00 ] && sleep 60; echo "$FORMAT"'],
  ["too big", '[ "$FROM$TO" = 2026-11-21T03:00:002026-11-21T04:00:00 ] && yes; echo "$FORMAT"'],
  [
    "too big for the database",
    `[ "$FROM$TO" = 2026-11-21T03:00:002026-11-21T04:00:00 ] &&
     echo "sacct: error: slurmdb_jobs_get: Query result exceeds size limit" >&2; echo "$FORMAT"`,
  ],
])("asks in halves for what is %s", async (_what, script) => {
  const fake = await fakeOf(script);
  const answers = await readSource(sourceOf(fake, { timeoutMs: 2_500, maxAnswerBytes: 1_000_000 }));
  expect(answers.map(({ window }) => [window.from - HOUR.from, window.to - HOUR.from])).toEqual([
    [0, 1_800],
    [1_800, 3_600],
    [0, 1_800],
    [1_800, 3_600],
  ]);
});

it("leaves no process behind: not of a program that hangs, nor what it has started", async () => {
  const fake = await fakeOf("sleep 300 & echo $! > $HERE/child; echo $$ > $HERE/leader; wait");
  const limits = { timeoutMs: 500, shortestWindowSeconds: 3_600 };
  expect(await failureOf(readSource(sourceOf(fake, limits)))).toMatchObject({ code: "SOURCE_TIMED_OUT" });
  for (const name of ["child", "leader"]) {
    const pid = Number(await readFile(join(fake.folder, name), "utf8"));
    await expect.poll(() => isAlive(pid)).toBe(false);
  }
});

it("ends the program when it is stopped, and when the taker fails", async () => {
  const fake = await fakeOf('echo $$ > $HERE/leader; echo "$FORMAT"; exec sleep 300');
  const stop = new AbortController();
  const take = async ({ bytes }: { bytes: AsyncIterable<Buffer> }) => {
    for await (const _ of bytes) stop.abort(new Error("paused"));
  };
  await expect(sourceOf(fake).read(HOUR, take, stop.signal)).rejects.toThrow("paused");
  const failing = async ({ bytes }: { bytes: AsyncIterable<Buffer> }) => {
    for await (const _ of bytes) throw new Error("the database is away");
  };
  await expect(sourceOf(fake).read(HOUR, failing, never())).rejects.toThrow("the database is away");
  const pid = Number(await readFile(join(fake.folder, "leader"), "utf8"));
  await expect.poll(() => isAlive(pid)).toBe(false);
});

it("holds no more of a long output than a piece at a time", async () => {
  const fake = await fakeOf("[ -n \"$STATE\" ] || head -c 100000000 /dev/zero | tr '\\0' x");
  const before = process.memoryUsage.rss();
  let highest = before;
  let bytes = 0;
  const take = async ({ bytes: pieces }: { bytes: AsyncIterable<Buffer> }) => {
    for await (const piece of pieces) {
      bytes += piece.length;
      highest = Math.max(highest, process.memoryUsage.rss());
    }
  };
  await sourceOf(fake).read(HOUR, take, never());
  expect(bytes).toBe(100_000_000);
  expect(highest - before).toBeLessThan(80 * 1024 ** 2);
});

it("asks the sreport beside sacct for a window in seconds, with its title as sreport writes it in UTC", async () => {
  const fake = await fakeOf("exit 1");
  const script = `#!/bin/sh\nprintf '%s\\n' "$@" "TZ=$TZ" "format=$SLURM_TIME_FORMAT"\n`;
  await writeFile(join(fake.folder, "sreport"), script, { mode: 0o755 });
  const report = await sourceOf(fake).reportUsage(HOUR, never());
  expect(report.split("\n")).toEqual([
    ...["--parsable2", "-tSeconds", "--tres=cpu,gres/gpu,mem", "cluster", "AccountUtilizationByUser"],
    ...["start=2026-11-21T03:00:00", "end=2026-11-21T04:00:00", "TZ=UTC", "format=", ""],
  ]);
});

it("has no report where there is no sreport, or where it fails", async () => {
  const fake = await fakeOf("exit 1");
  expect(await failureOf(sourceOf(fake).reportUsage(HOUR, never()))).toMatchObject({ code: "SOURCE_PROGRAM_MISSING" });
  const script = "#!/bin/sh\necho 'sreport: fatal: no database' >&2\nexit 1\n";
  await writeFile(join(fake.folder, "sreport"), script, { mode: 0o755 });
  expect(await failureOf(sourceOf(fake).reportUsage(HOUR, never()))).toMatchObject({ code: "SOURCE_PROGRAM_FAILED" });
});
