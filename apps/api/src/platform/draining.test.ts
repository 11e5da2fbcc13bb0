import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildApp } from "../app.ts";
import { type ContractApp, startContractApp } from "../testing/contract-app.ts";
import { checkAnswer } from "../testing/contract-check.ts";
import { listenOnBoth } from "../testing/listen-on-both.ts";
import { Draining } from "./draining.ts";
import type { Server } from "./http-server.ts";

const SECONDS = 0.4;

let app: ContractApp;
let draining: Draining;
let server: Server;

beforeAll(async () => {
  app = await startContractApp();
  draining = new Draining();
  server = await buildApp({ ctx: app.ctx, version: "0", draining });
});

afterAll(async () => {
  await server.close();
  await app[Symbol.asyncDispose]();
});

async function call(url: string) {
  const answer = await server.inject({ url, headers: app.as.finance.headers });
  checkAnswer({ method: "GET", url, status: answer.statusCode, headers: answer.headers, body: answer.body });
  return answer;
}

describe("a program that is about to end", () => {
  it("says so at /readyz for as long as it was told, answers all else, and keeps no connection", async () => {
    expect((await call("/readyz")).statusCode).toBe(200);
    expect((await call("/api/v1/me")).headers.connection).not.toBe("close");
    const before = performance.now();
    const drained = draining.begin(SECONDS);
    const ready = await call("/readyz");
    expect([ready.statusCode, ready.json().error.code]).toEqual([503, "SHUTTING_DOWN"]);
    expect(Number(ready.headers["retry-after"])).toBeGreaterThan(0);
    for (const url of ["/healthz", "/api/v1/me", "/api/v1/receipts"]) {
      const { statusCode, headers } = await call(url);
      expect([url, statusCode, headers.connection]).toEqual([url, 200, "close"]);
    }
    await drained;
    expect(performance.now() - before).toBeGreaterThanOrEqual(SECONDS * 1000 - 5); // a timer may be early by a little
    expect((await call("/readyz")).statusCode).toBe(503);
  });

  it("waits a second for who is connected and has asked for nothing, at every address, and no longer", async () => {
    const ending = await buildApp({ ctx: app.ctx, version: "0" });
    const { port, hosts } = await listenOnBoth(ending);
    const ends = [];
    for (const host of hosts) {
      const silent = connect(port, host);
      silent.on("error", () => {});
      await once(silent.resume(), "connect");
      ends.push(once(silent, "close"));
    }
    const before = performance.now();
    await Promise.all([ending.close(), ...ends]);
    expect(performance.now() - before).toBeLessThan(4_000);
  });
});
