import type { Socket } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import {
  type FakeSlurmrestd,
  NO_RUNS,
  type Respond,
  sendJson,
  sendRuns,
  sendText,
  startFakeSlurmrestd,
} from "../../testing/fake-slurmrestd.ts";
import { failureOf, HOUR, never, readSource } from "../../testing/read-source.ts";
import { slurmrestdSettings } from "../../testing/slurmrestd-settings.ts";
import { startTcpProxy } from "../../testing/tcp-proxy.ts";
import type { SlurmrestdLimits } from "./slurmrestd-client.ts";
import { SlurmrestdSource } from "./slurmrestd-source.ts";

const MINUTE = { from: HOUR.from, to: HOUR.from + 60 };
const JSON_TYPE = { "content-type": "application/json" };
const fakes: AsyncDisposable[] = [];

async function fakeOf(...script: Respond[]): Promise<FakeSlurmrestd> {
  const fake = await startFakeSlurmrestd({ versions: [37] });
  fakes.push(fake);
  fake.script.push(...script);
  return fake;
}

afterEach(async () => {
  for (const fake of fakes.splice(0)) await fake[Symbol.asyncDispose]();
});

function sourceOf(url: string, limits: Partial<SlurmrestdLimits> = {}): SlurmrestdSource {
  const settings = slurmrestdSettings(url);
  return new SlurmrestdSource({ ...settings, limits: { ...settings.limits, ...limits } }, () => new Date());
}

const json = (status: number, ...errors: object[]): Respond => {
  return (_, response) => sendJson(response, { errors, jobs: [] }, status);
};
const text = (status: number, words: string): Respond => {
  return (_, response) => sendText(response, status, words);
};
const reset: Respond = (request) => request.socket.resetAndDestroy();
const breakOff: Respond = (request, response) => {
  response.writeHead(200, JSON_TYPE).write('{"jobs":[', () => request.socket.end());
};
const silence: Respond = () => undefined;

describe("what is tried again", () => {
  it.each([
    ["a failure of the server with errors in JSON", json(500, { error_number: -1, error: "Unspecified error" })],
    ["a failure of the server in words", text(502, "Bad gateway")],
    ["a connection that is reset", reset],
    ["a connection that ends without an answer", (request) => request.socket.end()],
    ["an answer in pieces that ends before the last", breakOff],
  ] satisfies [string, Respond][])("%s", async (_what, fault) => {
    const fake = await fakeOf(fault, fault, fault);
    expect(await readSource(sourceOf(fake.url), MINUTE)).toHaveLength(1);
    expect(fake.asked()).toHaveLength(4);
  });

  it("not for ever, and a failure that stays says that the token may be the reason", async () => {
    const fault = json(500, { error_number: -1, error: "Unspecified error", description: "slurm_load_jobs" });
    const fake = await fakeOf(...Array.from({ length: 9 }, () => fault));
    expect(await failureOf(readSource(sourceOf(fake.url)))).toMatchObject({
      code: "SOURCE_SERVER_ERROR",
      facts: { status: 500, text: "Unspecified error: slurm_load_jobs" },
    });
    expect(fake.asked()).toHaveLength(4);
  });

  it("a server that is not there", async () => {
    const fake = await fakeOf();
    await fake[Symbol.asyncDispose]();
    fakes.splice(0);
    const from = performance.now();
    expect(await failureOf(readSource(sourceOf(fake.url, { firstDelayMs: 20 })))).toMatchObject({
      code: "SOURCE_UNREACHABLE",
      facts: { reason: "ECONNREFUSED" },
    });
    expect(performance.now() - from).toBeLessThan(5_000);
  });
});

describe("what is not tried again", () => {
  it.each([
    ["no token", text(401, "Authentication failure"), "SOURCE_TOKEN_REFUSED"],
    ["a bad token, as 22.05 says it", json(200, { error_number: 1007, error: "Protocol" }), "SOURCE_TOKEN_REFUSED"],
    ["a bad token, as 24.11 says it", json(500, { error_number: 1007, error: "Protocol" }), "SOURCE_TOKEN_REFUSED"],
    ["a bad token, as 25.11 says it", text(500, "Authentication does not apply to request"), "SOURCE_TOKEN_REFUSED"],
    ["a user without the right", json(200, { errno: 2002, error: "Access/permission denied" }), "SOURCE_ACCESS_DENIED"],
    ["a proxy that forbids", text(403, "Forbidden"), "SOURCE_ACCESS_DENIED"],
    ["a parameter that is not known", json(500, { error_number: 9000, error: "Query" }), "SOURCE_REQUEST_REFUSED"],
    ["a request that is not understood", text(400, "Bad Request"), "SOURCE_REQUEST_REFUSED"],
    ["a page of something else", text(200, "<html>It works!</html>"), "SOURCE_ANSWER_UNREADABLE"],
  ])("%s", async (_what, fault, code) => {
    const fake = await fakeOf(fault);
    expect(await failureOf(readSource(sourceOf(fake.url), MINUTE))).toMatchObject({ code });
    expect(fake.asked()).toHaveLength(1);
  });

  it("bytes that are no HTTP", async () => {
    const fake = await fakeOf((request) => request.socket.end("SSH-2.0-OpenSSH_9.2\r\n\r\n"));
    expect(await failureOf(readSource(sourceOf(fake.url)))).toMatchObject({ code: "SOURCE_ANSWER_UNREADABLE" });
  });

  it.each(["http://169.254.169.254/latest/meta-data", "http://localhost:1/", "//internal/", "file:///etc/passwd"])(
    "a redirect to %s, which is not followed",
    async (location) => {
      const fake = await fakeOf((_, response) => response.writeHead(307, { location }).end());
      expect(await failureOf(readSource(sourceOf(fake.url)))).toMatchObject({ code: "SOURCE_REDIRECTED" });
      expect(fake.asked()).toHaveLength(1);
    },
  );

  it("an answer that is packed, were it ever so small", async () => {
    const bomb = gzipSync(Buffer.alloc(50 * 1024 ** 2));
    const headers = { "content-type": "application/json", "content-encoding": "gzip" };
    const fake = await fakeOf((_, response) => response.writeHead(200, headers).end(bomb));
    expect(await failureOf(readSource(sourceOf(fake.url)))).toMatchObject({
      code: "SOURCE_ANSWER_UNREADABLE",
      facts: { reason: "compressed" },
    });
    expect(fake.requests.every(({ headers: sent }) => sent["accept-encoding"] === "identity")).toBe(true);
  });

  it("headers without end", async () => {
    const fake = await fakeOf((request) => request.socket.write(`HTTP/1.1 200 OK\r\nX-Long: ${"x".repeat(200_000)}`));
    expect(await failureOf(readSource(sourceOf(fake.url)))).toMatchObject({ code: "SOURCE_ANSWER_UNREADABLE" });
  });

  it("more errors than are worth reading", async () => {
    const fake = await fakeOf((_, response) => sendText(response, 400, "no ".repeat(1_000_000)));
    const { facts } = await failureOf(readSource(sourceOf(fake.url)));
    expect(facts.text?.length).toBeLessThanOrEqual(301);
  });
});

describe("what is asked for in halves", () => {
  const widths = (fake: FakeSlurmrestd) =>
    fake.asked().map((path) => {
      const [, from, to] = /start_time=uts(\d+)&end_time=uts(\d+)/.exec(path) ?? [];
      return [Number(from) - HOUR.from, Number(to) - HOUR.from];
    });

  it.each([
    ["an answer that is announced as too big", (_, response) => sendJson(response, { x: "x".repeat(300_000) })],
    ["an answer that grows too big", (_, response) => sendRuns(response, 300_000)],
    ["a result that the database does not send", json(500, { error_number: 7006, error: "Query result exceeds" })],
    ["a window that the database does not allow", json(200, { error_number: 7007, error: "Too wide" })],
    ["an answer that does not begin", silence],
    ["an answer that stops", (_, response) => response.writeHead(200, JSON_TYPE).write('{"jobs":[')],
    ["headers that come a letter at a time", (request) => dribble(request.socket)],
  ] satisfies [string, Respond][])("%s", async (_what, fault) => {
    const fake = await fakeOf(fault, fault, (_, response) => sendJson(response, { jobs: [1] }));
    const limits = { maxAnswerBytes: 200_000, headersTimeoutMs: 400, bodyTimeoutMs: 400, totalTimeoutMs: 5_000 };
    const answers = await readSource(sourceOf(fake.url, limits));
    expect(widths(fake)).toEqual([
      [0, 3600],
      [0, 1800],
      [0, 900],
      [900, 1800],
      [1800, 3600],
    ]);
    expect(answers.map(({ window, text: body }) => [window.from - HOUR.from, body.length > 0])).toEqual([
      [0, true],
      [900, true],
      [1800, true],
    ]);
  });

  it("what comes for ever, a piece in time each time, until the whole has taken too long", async () => {
    const fake = await fakeOf((_, response) => {
      response.writeHead(200, JSON_TYPE);
      const timer = setInterval(() => response.write(" "), 20);
      response.on("close", () => clearInterval(timer));
    });
    const limits = { totalTimeoutMs: 800, shortestWindowSeconds: 3_600 };
    expect(await failureOf(readSource(sourceOf(fake.url, limits)))).toMatchObject({ code: "SOURCE_TIMED_OUT" });
  });

  it("down to the shortest window and no further", async () => {
    const fake = await fakeOf(...Array.from({ length: 20 }, () => json(500, { error_number: 7006, error: "Query" })));
    const failure = await failureOf(readSource(sourceOf(fake.url)));
    expect(failure).toMatchObject({ code: "SOURCE_ANSWER_TOO_LARGE" });
    expect(widths(fake).map(([from = 0, to = 0]) => to - from)).toEqual([3600, 1800, 900, 450, 225, 112, 56]);
  });

  it("a connection that breaks in the middle each time, with all that was asked for taken once more", async () => {
    const broken: Respond = (request, response) => {
      response.writeHead(200, { ...JSON_TYPE, "content-length": 400_000 });
      response.write(" ".repeat(200_000), () => request.socket.resetAndDestroy());
    };
    const fake = await fakeOf(broken, broken);
    const answers = await readSource(sourceOf(fake.url, { attempts: 2 }));
    expect(widths(fake).slice(0, 3)).toEqual([
      [0, 3600],
      [0, 3600],
      [0, 1800],
    ]);
    expect(answers.map(({ text: body }) => body)).toEqual([JSON.stringify(NO_RUNS), JSON.stringify(NO_RUNS)]);
  });
});

/** Sends the head of an answer so slowly that each letter is in time and the whole never. */
function dribble(socket: Socket): void {
  const head = `HTTP/1.1 200 OK\r\nX-Slow: ${"x".repeat(10_000)}`;
  let sent = 0;
  const timer = setInterval(() => socket.write(head[sent++] ?? "x"), 20);
  socket.on("close", () => clearInterval(timer));
}

it("breaks off an answer of a gigabyte in bounded memory", async () => {
  const fake = await fakeOf((_, response) => sendRuns(response, 1024 ** 3));
  let highest = 0;
  let bytes = 0;
  const before = process.memoryUsage.rss();
  const take = async ({ bytes: pieces }: { bytes: AsyncIterable<Buffer> }) => {
    for await (const piece of pieces) {
      bytes += piece.length;
      highest = Math.max(highest, process.memoryUsage.rss());
    }
  };
  const limits = { maxAnswerBytes: 128 * 1024 ** 2, shortestWindowSeconds: 3_600 };
  const failure = await failureOf(sourceOf(fake.url, limits).read(HOUR, take, never()));
  expect(failure).toMatchObject({ code: "SOURCE_ANSWER_TOO_LARGE" });
  expect(bytes).toBeGreaterThan(100 * 1024 ** 2);
  expect(highest - before).toBeLessThan(80 * 1024 ** 2);
});

it("asks anew where the other half of its connection has vanished, and gives up in time where nothing else can be had", async () => {
  const fake = await fakeOf();
  const proxy = await startTcpProxy({ to: Number(new URL(fake.url).port) });
  fakes.push(proxy);
  const limits = { headersTimeoutMs: 300, bodyTimeoutMs: 300, shortestWindowSeconds: 1_800, attempts: 1 };
  const source = sourceOf(`http://localhost:${proxy.port}`, limits);
  const vanish = (news: "pass" | "hang") =>
    fake.script.push((_, response) => response.writeHead(200, JSON_TYPE).write('{"jobs":[', () => proxy.silence(news)));
  vanish("pass");
  expect(await readSource(source, HOUR)).toHaveLength(2); // in halves, as what was not answered in time
  vanish("hang");
  const from = performance.now();
  expect(await failureOf(readSource(source, HOUR))).toMatchObject({ code: "SOURCE_TIMED_OUT" });
  expect(performance.now() - from).toBeLessThan(5_000);
});

it("asks a server that answers nothing not more than once for each halving", async () => {
  const fake = await fakeOf(...Array.from({ length: 50 }, () => silence));
  const limits = { totalTimeoutMs: 400 };
  expect(await failureOf(readSource(sourceOf(fake.url, limits)))).toMatchObject({ code: "SOURCE_TIMED_OUT" });
  expect(fake.asked()).toHaveLength(7);
});
