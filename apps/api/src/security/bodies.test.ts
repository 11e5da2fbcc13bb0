import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bodyLimitOf } from "../testing/body-limits.ts";
import { type ContractApp, startContractApp } from "../testing/contract-app.ts";
import { allowedCalls, type Call, type CallableOperation, callableOperations } from "../testing/contract-operations.ts";

let app: ContractApp;
beforeAll(async () => {
  app = await startContractApp();
});
afterAll(async () => await app[Symbol.asyncDispose]());

const MIB = 1024 * 1024;
const ODD: readonly (readonly [string, (limit: number) => string | Buffer, readonly number[]])[] = [
  ["a byte more than it takes", (limit) => `{"x":"${"a".repeat(limit - 7)}"}`, [413]],
  ["arrays in arrays, 100,000 deep", () => `{"x":${"[".repeat(100_000)}${"]".repeat(100_000)}}`, [400, 422]],
  ["objects in objects, 100,000 deep", () => `${'{"x":'.repeat(100_000)}1${"}".repeat(100_000)}`, [400, 422]],
  [
    "50,000 keys",
    () => JSON.stringify(Object.fromEntries(Array.from({ length: 50_000 }, (_, i) => [`k${i}`, i]))),
    [422],
  ],
  ["a number of 900,000 digits", () => `{"x":${"9".repeat(900_000)}}`, [422]],
  ["two documents", () => "{}{}", [400]],
  ["what is only half there", () => '{"x":', [400]],
  ["an array", () => "[]", [422]],
  ["null", () => "null", [400, 422]],
  ["a text", () => '"x"', [422]],
  ["NaN", () => '{"x":NaN}', [400]],
  ["UTF-16", () => Buffer.from('{"x":1}', "utf16le"), [400]],
  ["bytes that are no UTF-8", () => Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]), [400, 422]],
  ["gzip that nobody announced", () => gzipSync('{"x":1}'), [400]],
];

const BOMB = gzipSync(Buffer.alloc(64 * MIB, " "), { level: 9 });
const withBodies = callableOperations.filter(({ bodySchema }) => bodySchema !== undefined);
const named = (operations: readonly CallableOperation[]) => operations.map((each) => [each.operationId, each] as const);

function sample(operation: CallableOperation): Call {
  const [call] = fc.sample(allowedCalls(operation), { seed: 20_261_121, numRuns: 1 });
  if (call === undefined) throw new Error("no sample");
  return { ...call, headers: { ...call.headers, ...app.as.center_admin.headers } };
}

/** CPU time of this process that the work took, in milliseconds. */
async function cpuOf(work: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

describe("a body as no client sends it", () => {
  it.each(named(withBodies))("is refused by %s, soon and for what it is", async (_, operation) => {
    const call = sample(operation);
    await app.inject({ ...call, payload: "{}" }); // schemas are compiled at the first call
    for (const [what, make, statuses] of ODD) {
      const payload = make(bodyLimitOf(operation.operationId));
      let status = 0;
      const cpu = await cpuOf(async () => {
        status = (await app.inject({ ...call, payload })).statusCode;
      });
      expect(statuses, `${operation.operationId}: ${what}`).toContain(status);
      expect(cpu, what).toBeLessThan(1_000);
    }
  });

  it.each(named(withBodies))("is refused by %s under another name", async (_, operation) => {
    const call = sample(operation);
    for (const type of [
      ...["text/plain", "text/html", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data"],
      ...["application/jsonp", "application/json-patch+json", "*/*", "json"],
    ]) {
      const answer = await app.inject({ ...call, headers: { ...call.headers, "content-type": type } });
      expect([type, answer.statusCode]).toEqual([type, 415]);
    }
  });

  it.each(named(withBodies))("is not unpacked by %s because a header says that it is packed", async (_, operation) => {
    const call = sample(operation);
    const before = process.memoryUsage().rss;
    for (const encoding of ["gzip", "deflate", "br", "zstd"]) {
      const answer = await app.inject({
        ...call,
        headers: { ...call.headers, "content-encoding": encoding },
        payload: BOMB,
      });
      expect([400, 413, 415, 422]).toContain(answer.statusCode);
    }
    expect(process.memoryUsage().rss - before).toBeLessThan(128 * MIB);
  });

  it("with a key twice is taken as JSON says, by its last", async () => {
    const payload = '{"username":"nobody","username":"\\u0000","password":"x"}';
    const headers = { "content-type": "application/json" };
    expect((await app.inject({ method: "POST", url: "/api/v1/auth/login", headers, payload })).statusCode).toBe(422);
  });
});

describe("an address as no client asks for it", () => {
  it.each([
    ["long", `/api/v1/runs?user=${"x".repeat(12_000)}`, [422]],
    ["with 2,000 parameters", `/api/v1/runs?${"limit=1&".repeat(1_500)}`, [422]],
    ["with a number beyond all", "/api/v1/runs?limit=99999999999999999999", [422]],
    ["with a fraction", "/api/v1/runs?limit=1.5", [422]],
    ["with an exponent", "/api/v1/runs?limit=1e99", [422]],
    ["with a negative", "/api/v1/runs?limit=-1", [422]],
    ["with nothing", "/api/v1/runs?limit=", [422]],
    ["with it twice", "/api/v1/runs?limit=1&limit=2", [422]],
    ["with a time that is none", "/api/v1/runs?from=2026-02-30T00:00:00Z", [422]],
    ["with a time before all", "/api/v1/runs?from=0000-01-01T00:00:00Z", [200, 422]],
    ["with a time after all", "/api/v1/runs?to=9999-12-31T23:59:60Z", [200, 422]],
    ["with a cursor of ours that was changed", "/api/v1/runs?cursor=AAAA", [400, 422]],
  ])("is refused or answered, and never a fault: %s", async (_, url, statuses) => {
    const answer = await app.inject({ url, headers: app.as.finance.headers });
    expect(statuses).toContain(answer.statusCode);
  });

  it("is refused where a part of it is longer than any id", async () => {
    const headers = app.as.finance.headers;
    const answer = await app.server.inject({ url: `/api/v1/runs/${"x".repeat(5_000)}`, headers });
    expect([answer.statusCode, answer.json().error.code]).toEqual([400, "BODY_MALFORMED"]);
  });
});
