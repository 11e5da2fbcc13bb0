import { afterEach, expect, it } from "vitest";
import { type FakeOptions, type FakeSlurmrestd, sendJson, startFakeSlurmrestd } from "../../testing/fake-slurmrestd.ts";
import { failureOf, HOUR, never, readSource } from "../../testing/read-source.ts";
import { slurmrestdSettings } from "../../testing/slurmrestd-settings.ts";
import { SLURMRESTD_LIMITS, type SlurmrestdSettings } from "./slurmrestd-client.ts";
import { SlurmrestdSource } from "./slurmrestd-source.ts";

const fakes: FakeSlurmrestd[] = [];

async function fakeOf(options: FakeOptions = {}): Promise<FakeSlurmrestd> {
  const fake = await startFakeSlurmrestd(options);
  fakes.push(fake);
  return fake;
}

afterEach(async () => {
  for (const fake of fakes.splice(0)) await fake[Symbol.asyncDispose]();
});

function sourceOf(fake: FakeSlurmrestd, changes: Partial<SlurmrestdSettings> = {}): SlurmrestdSource {
  return new SlurmrestdSource(slurmrestdSettings(fake.url, changes), () => new Date());
}

async function readAway({ bytes }: { bytes: AsyncIterable<Buffer> }): Promise<void> {
  for await (const _ of bytes); // to its end
}

it("says what it found when its connection is tried", async () => {
  const fake = await fakeOf({ versions: [40, 41, 42] });
  expect(await sourceOf(fake).check(never())).toEqual({
    slurmVersion: "24.11.5",
    apiVersion: "v0.0.42",
    clusters: ["testbed"],
    missingColumns: [],
    tokenInClear: false,
  });
});

it("says so where it is asked for a cluster that the accounting database does not know", async () => {
  const fake = await fakeOf();
  const failure = await failureOf(sourceOf(fake, { cluster: "testbad" }).check(never()));
  expect(failure).toMatchObject({ code: "SOURCE_CLUSTER_UNKNOWN" });
  expect(await sourceOf(fake, { cluster: "TestBed" }).check(never())).toMatchObject({ clusters: ["testbed"] });
});

it.each([
  [[36, 37], 37],
  [[36, 37, 38], 38],
  [[38, 39, 40], 40],
  [[42, 43, 44, 45], 45],
  [[44, 45, 46, 47], 45], // the newest that both speak
])("of the versions %j it speaks %i", async (versions, version) => {
  const fake = await fakeOf({ versions });
  const [answer] = await readSource(sourceOf(fake));
  expect(answer).toMatchObject({ format: { kind: "slurmrestd", apiVersion: version }, window: HOUR });
});

it("speaks none of the versions of a server that is too old or too new", async () => {
  for (const versions of [[], [34, 35], [46, 47]]) {
    const fake = await fakeOf({ versions });
    expect(await failureOf(readSource(sourceOf(fake)))).toMatchObject({ code: "SOURCE_VERSION_UNKNOWN" });
  }
});

it("asks for what is active in a window, then for what ended in it without having been able to begin", async () => {
  const fake = await fakeOf({ versions: [38] });
  const answers = await readSource(sourceOf(fake));
  expect(fake.asked()).toEqual([
    "/slurmdb/v0.0.38/jobs?start_time=uts1795230000&end_time=uts1795233600",
    "/slurmdb/v0.0.38/jobs?start_time=uts1795230000&end_time=uts1795233600&state=CANCELLED%2CDEADLINE",
  ]);
  expect(answers.map(({ coverage }) => coverage)).toEqual(["active", "unstarted"]);
});

it("asks version 37, which knows no states in a window, for what is active only", async () => {
  const fake = await fakeOf({ versions: [36, 37] });
  await readSource(sourceOf(fake));
  expect(fake.asked()).toEqual(["/slurmdb/v0.0.37/jobs?start_time=uts1795230000&end_time=uts1795233600"]);
});

it("asks versions from 40 on for duplicates and for times as they are, at the paths that end in a slash", async () => {
  const fake = await fakeOf({ versions: [39, 40] });
  await readSource(sourceOf(fake, { cluster: "testbed" }));
  const flags = "show_duplicates=true&disable_truncate_usage_time=true";
  const window = "start_time=uts1795230000&end_time=uts1795233600&cluster=testbed";
  expect(fake.asked()).toEqual([
    `/slurmdb/v0.0.40/jobs/?${window}&${flags}`,
    `/slurmdb/v0.0.40/jobs/?${window}&state=CANCELLED%2CDEADLINE&${flags}`,
  ]);
});

it("asks for whole runs by many numbers at once, each once", async () => {
  const fake = await fakeOf({ versions: [38] });
  const ids = Array.from({ length: 450 }, (_, index) => 450 - index);
  const coverages: string[] = [];
  const take = async ({ coverage, bytes }: { coverage: string; bytes: AsyncIterable<Buffer> }) => {
    for await (const _ of bytes) coverages.push(coverage);
  };
  await sourceOf(fake).readWhole([...ids, 7, 7], HOUR, take, never());
  const numbers = fake.asked().map((path) => new URL(path, fake.url).searchParams.get("step")?.split(",").map(Number));
  expect(numbers.map((each) => each?.length)).toEqual([200, 200, 50]);
  expect(numbers.flat()).toEqual(ids.toReversed());
  expect(fake.asked()[0]).toContain("?start_time=uts1795230000&end_time=uts1795233600&step=1%2C2%2C3%2C");
  expect(coverages).toEqual(["whole", "whole", "whole"]);
});

it("asks for half of the runs each where all are too much", async () => {
  const fake = await fakeOf({ versions: [38] });
  const tooMuch = { errors: [{ error_number: 7006, error: "Query result exceeds size limit" }] };
  for (let times = 0; times < 2; times += 1) fake.script.push((_, response) => sendJson(response, tooMuch));
  await sourceOf(fake).readWhole([1, 2, 3], HOUR, readAway, never());
  const numbers = fake.asked().map((path) => new URL(path, fake.url).searchParams.get("step"));
  expect(numbers).toEqual(["1,2,3", "1,2", "1", "2", "3"]);
});

it.each([[[0]], [[-1]], [[1.5]], [[2 ** 32]], [[Number.NaN]]])("asks for no run by %j", async (jobIds) => {
  const fake = await fakeOf();
  await expect(sourceOf(fake).readWhole(jobIds, HOUR, readAway, never())).rejects.toThrow(RangeError);
  expect(fake.requests).toEqual([]);
});

it("looks for the version once, and again when the server has it no longer", async () => {
  const fake = await fakeOf({ versions: [38, 39, 40] });
  const source = sourceOf(fake);
  const documents = () => fake.requests.filter(({ path }) => path === "/openapi/v3").length;
  await readSource(source);
  await readSource(source);
  expect(documents()).toBe(1);
  fake.versions = [40, 41, 42];
  await readSource(source);
  expect(documents()).toBe(1);
  fake.versions = [42, 43];
  const [answer] = await readSource(source);
  expect(answer?.format).toEqual({ kind: "slurmrestd", apiVersion: 43 });
  expect(documents()).toBe(2);
});

it("gives the bytes of an answer as they are, bad UTF-8 too", async () => {
  const fake = await fakeOf();
  const body = Buffer.from([...Buffer.from('{"jobs":["'), 0xff, 0xfe, ...Buffer.from('"]}')]);
  fake.script.push((_, response) => response.writeHead(200, { "content-type": "application/json" }).end(body));
  const pieces: Buffer[] = [];
  const take = async ({ bytes }: { bytes: AsyncIterable<Buffer> }) => {
    for await (const piece of bytes) pieces.push(piece);
  };
  await sourceOf(fake).read({ from: HOUR.from, to: HOUR.from + 1 }, take, never());
  expect(Buffer.concat(pieces).subarray(0, body.length)).toEqual(body);
});

it("passes through what the taker throws, and asks no more", async () => {
  const fake = await fakeOf();
  const broken = new Error("the database is away");
  const take = async () => {
    throw broken;
  };
  await expect(sourceOf(fake).read(HOUR, take, never())).rejects.toBe(broken);
  expect(fake.asked()).toHaveLength(1);
});

it("does not let an answer pass of which a part was not read", async () => {
  const fake = await fakeOf();
  await expect(sourceOf(fake).read(HOUR, async () => undefined, never())).rejects.toThrow("without having been read");
});

it("stops when it is told to", async () => {
  const fake = await fakeOf();
  fake.script.push(() => undefined); // never answers
  const stop = new AbortController();
  const reading = sourceOf(fake).read(HOUR, async () => undefined, stop.signal);
  await expect.poll(() => fake.asked().length).toBe(1);
  stop.abort(new Error("paused"));
  await expect(reading).rejects.toThrow("paused");
});

it.each([
  { from: 0, to: 3_600 }, // for Slurm no time at all
  { from: HOUR.to, to: HOUR.from },
  { from: HOUR.from, to: HOUR.from },
  { from: HOUR.from, to: 253_402_300_800 }, // the year 10000
  { from: 1_795_230_000.5, to: HOUR.to },
  { from: Number.NaN, to: HOUR.to },
])("asks for no window that is none: %j", async (window) => {
  const fake = await fakeOf();
  await expect(sourceOf(fake).read(window, async () => undefined, never())).rejects.toThrow(RangeError);
  expect(fake.requests).toEqual([]);
});

it("counts as waiting only what Slurm needs, not what the taker does in between", async () => {
  const fake = await fakeOf();
  fake.script.push((_, response) => sendJson(response, { errors: [], jobs: [{ name: "x".repeat(1_000_000) }] }));
  const limits = { ...SLURMRESTD_LIMITS, attempts: 1, bodyTimeoutMs: 1_600, totalTimeoutMs: 2_000 };
  let pieces = 0;
  const slowly = async ({ bytes }: { bytes: AsyncIterable<Buffer> }) => {
    for await (const _ of bytes) {
      pieces += 1;
      if (pieces === 1 || pieces === 4) await new Promise((resolve) => setTimeout(resolve, 3_000));
    }
  };
  await sourceOf(fake, { limits }).read({ from: HOUR.from, to: HOUR.from + 1 }, slowly, never());
  expect(pieces).toBeGreaterThan(4);
});
