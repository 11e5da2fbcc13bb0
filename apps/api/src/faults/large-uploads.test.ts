import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { type ClientRequest, request } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { createGzip } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { brokenInvariants } from "../testing/billable-runs.ts";
import { testConfig } from "../testing/contract-app.ts";
import { createTestDatabase, type TestDatabase } from "../testing/database.ts";
import { startProgram, untilServing } from "../testing/program.ts";
import { signInAs } from "../testing/tokens.ts";

const HEAP_MIB = 128;
const GROWTH_MIB = 200;
const MIB = 1024 * 1024;
const UPLOAD_MIB = Number(process.env.FAULTS_UPLOAD_MIB ?? 200);
const MAX_UPLOAD_BYTES = Math.max(256, UPLOAD_MIB + 1) * MIB;

let database: TestDatabase;
let program: ChildProcess;
let address: URL;
let authorization: string;

beforeAll(async () => {
  database = await createTestDatabase();
  program = startProgram({
    args: ["serve", "--no-worker"],
    databaseUrl: database.url,
    env: { MAX_UPLOAD_BYTES: String(MAX_UPLOAD_BYTES) },
    nodeArgs: [`--max-old-space-size=${HEAP_MIB}`],
  });
  address = await untilServing(program);
  const ctx = { db: database.db, config: testConfig(database.url), now: () => new Date() };
  ({ authorization } = (await signInAs(ctx, "finance")).headers);
}, 60_000);

afterAll(async () => {
  expect([program.exitCode, program.signalCode]).toEqual([null, null]);
  program.kill("SIGTERM");
  await once(program, "exit");
  expect(await brokenInvariants(database.db)).toEqual([]);
  await database.drop();
});

const HEADER = "JobID|JobIDRaw|Cluster|User|Account|Partition|State|Submit|Start|End|ElapsedRaw|AllocTRES|SubmitLine\n";
const TIMES = "2026-10-05T08:00:00|2026-10-05T09:00:00|2026-10-05T10:00:00|3600";

/** Text of about the given size, made as it is read: runs with their steps, and the long command lines people write. */
function* text(bytes: number, cluster: string): Generator<Buffer> {
  yield Buffer.from(HEADER);
  const script = "srun --exclusive python train.py --epochs 100 ".repeat(40);
  for (let sent = 0, job = 1; sent < bytes; ) {
    let piece = "";
    for (const end = job + 32; job < end; job += 1) {
      piece += `${job}|${job}|${cluster}|user${job % 97}|astro|cpu|COMPLETED|${TIMES}|cpu=4,mem=8G,node=1|${script}\n`;
      for (const step of ["batch", "extern", "0"]) {
        piece += `${job}.${step}|${job}.${step}|${cluster}||astro||COMPLETED|${TIMES}|cpu=4,mem=8G,node=1|${script}\n`;
      }
    }
    sent += piece.length;
    yield Buffer.from(piece);
  }
}

interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

async function upload(body: Readable, type: string): Promise<Answer> {
  const call = request(new URL("/api/v1/usage/batches?time_zone=UTC", address), {
    method: "POST",
    headers: { authorization, "content-type": type },
  });
  const answered = answerOf(call);
  // Where the answer comes before the end, the rest of the body is no longer wanted.
  await Promise.race([pipeline(body, call).catch(() => {}), answered]);
  return await answered;
}

async function answerOf(call: ClientRequest): Promise<Answer> {
  const [response] = await once(call, "response");
  let content = "";
  for await (const chunk of response) content += chunk;
  return { status: response.statusCode, body: JSON.parse(content) };
}

async function residentMib(): Promise<number> {
  const status = await readFile(`/proc/${program.pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}

/** Does the work, and returns its answer and the most memory that the program ever had meanwhile. */
async function watched<T>(work: () => Promise<T>): Promise<{ answer: T; peakMib: number }> {
  let peakMib = 0;
  let done = false;
  const watch = (async () => {
    for (; !done; await sleep(50)) peakMib = Math.max(peakMib, await residentMib());
  })();
  try {
    return { answer: await work(), peakMib };
  } finally {
    done = true;
    await watch;
  }
}

describe.runIf(process.platform === "linux")(`a program with ${HEAP_MIB} MiB of heap`, () => {
  it(`takes a text of ${UPLOAD_MIB} MiB without growing with it`, async () => {
    await upload(Readable.from(text(MIB, "warm")), "text/plain");
    const idleMib = await residentMib();
    const body = Readable.from(text(UPLOAD_MIB * MIB, "plain"));
    const { answer, peakMib } = await watched(async () => await upload(body, "text/plain"));
    expect(answer).toMatchObject({ status: 201, body: { rejected: 0 } });
    expect(Number(answer.body.bytes_read)).toBeGreaterThan(UPLOAD_MIB * MIB);
    expect(Number(answer.body.steps_merged)).toBe(3 * Number(answer.body.runs_new));
    expect(peakMib - idleMib).toBeLessThan(GROWTH_MIB);
  }, 120_000);

  it("takes the same compressed", async () => {
    const idleMib = await residentMib();
    const body = Readable.from(text(50 * MIB, "packed")).pipe(createGzip({ level: 1 }));
    const { answer, peakMib } = await watched(async () => await upload(body, "application/gzip"));
    expect(answer).toMatchObject({ status: 201, body: { rejected: 0 } });
    expect(peakMib - idleMib).toBeLessThan(GROWTH_MIB);
  }, 60_000);

  it("refuses a little gzip that holds more text than may be sent, and keeps nothing of it", async () => {
    const before = await runs();
    function* bomb(): Generator<Buffer> {
      yield* text(MIB, "bomb");
      const line = Buffer.from("9".repeat(MIB - 1));
      for (let sent = 0; sent <= MAX_UPLOAD_BYTES; sent += line.length) yield line;
    }
    const idleMib = await residentMib();
    const body = Readable.from(bomb()).pipe(createGzip({ level: 1 }));
    const { answer, peakMib } = await watched(async () => await upload(body, "application/gzip"));
    expect(answer).toMatchObject({ status: 413, body: { error: { code: "INGEST_TOO_LARGE" } } });
    expect(peakMib - idleMib).toBeLessThan(GROWTH_MIB);
    expect(await runs()).toBe(before);
  }, 60_000);
});

async function runs(): Promise<bigint | undefined> {
  const { rows } = await database.db.pool.query<{ runs: bigint }>("select count(*) as runs from jobs.run");
  return rows[0]?.runs;
}
