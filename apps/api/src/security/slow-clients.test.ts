import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ContractApp, startContractApp } from "../testing/contract-app.ts";
import { listenOnBoth } from "../testing/listen-on-both.ts";

let app: ContractApp;
let port: number;
let hosts: string[];
beforeAll(async () => {
  app = await startContractApp();
  ({ port, hosts } = await listenOnBoth(app.server));
});
afterAll(async () => await app[Symbol.asyncDispose]());

const LATEST_SECONDS = 15;

/** Plays a client until the server cuts it off; how long that took, in seconds. */
async function heldFor(play: (socket: Socket) => Promise<void>, host = "127.0.0.1"): Promise<number> {
  const socket = connect(port, host);
  socket.on("error", () => {}); // being cut off is what it is here for
  await once(socket, "connect");
  const started = performance.now();
  const closed = new Promise<void>((resolve) => socket.once("close", resolve));
  socket.resume(); // a client hears of the end only once it has read what was answered
  void play(socket).catch(() => {});
  const late = sleep(LATEST_SECONDS * 2_000, "late", { ref: false });
  const end = await Promise.race([closed, late]);
  socket.destroy();
  return end === "late" ? Number.POSITIVE_INFINITY : (performance.now() - started) / 1000;
}

/** Sends a piece every half second, for as long as it may. */
async function dribble(socket: Socket, piece: string): Promise<void> {
  while (!socket.destroyed) {
    socket.write(piece);
    await sleep(500);
  }
}

const head = (path: string, lines: readonly string[]) =>
  `${["POST", "GET"].find((method) => path.startsWith(method)) === undefined ? "POST " : ""}${path} HTTP/1.1\r\nhost: purser\r\n${lines.join("\r\n")}\r\n`;

const LOGIN = "POST /api/v1/auth/login";
const json = ["content-type: application/json"];

describe("a client that holds a connection up", () => {
  const plays: readonly (readonly [string, (socket: Socket) => Promise<void>])[] = [
    ["by headers that never end", async (socket) => await headers(socket)],
    ["by a body that dribbles", async (socket) => await body(socket, "content-length: 100000", "x")],
    ["by chunks that never end", async (socket) => await body(socket, "transfer-encoding: chunked", "1\r\nx\r\n")],
    ["by a body that never begins", async (socket) => await body(socket, "content-length: 10", "")],
    ["by a body to an address that takes none", async (socket) => await other(socket)],
    ["by an upload that stops", async (socket) => await upload(socket)],
    ["by not reading the answers", async (socket) => await readNothing(socket)],
  ];

  async function headers(socket: Socket): Promise<void> {
    socket.write("GET /healthz HTTP/1.1\r\nhost: purser\r\n");
    await dribble(socket, "x-more: 1\r\n");
  }

  async function body(socket: Socket, length: string, piece: string): Promise<void> {
    socket.write(`${head(LOGIN, [...json, length])}\r\n`);
    await dribble(socket, piece);
  }

  async function other(socket: Socket): Promise<void> {
    socket.write(`${head("POST /nowhere", ["content-length: 100000"])}\r\n`);
    await dribble(socket, "x");
  }

  async function upload(socket: Socket): Promise<void> {
    const lines = [`authorization: ${app.as.finance.headers.authorization}`, "content-type: text/plain"];
    socket.write(`${head("POST /api/v1/usage/batches", [...lines, "content-length: 100000"])}\r\nJobID|`);
  }

  /** Asks, without reading, for far more than the kernel holds for it. */
  async function readNothing(socket: Socket): Promise<void> {
    socket.pause();
    while (!socket.destroyed) {
      if (socket.writableLength === 0)
        socket.write("GET /api/v1/openapi.json HTTP/1.1\r\nhost: purser\r\n\r\n".repeat(50));
      await sleep(20);
    }
  }

  it.concurrent.each(plays)(
    "is cut off within 15 seconds: %s",
    async (_, play) => {
      expect(await heldFor(play)).toBeLessThanOrEqual(LATEST_SECONDS);
    },
    LATEST_SECONDS * 3_000,
  );

  it.concurrent(
    "is cut off at every address: by sending nothing",
    async () => {
      const held = await Promise.all(hosts.map(async (host) => await heldFor(async () => {}, host)));
      expect(Math.max(...held)).toBeLessThanOrEqual(LATEST_SECONDS);
    },
    LATEST_SECONDS * 3_000,
  );

  it.concurrent("keeps nobody else waiting", async () => {
    const crowd = Array.from({ length: 200 }, () => connect(port, "127.0.0.1"));
    for (const socket of crowd) {
      socket.on("error", () => {});
      socket.write("GET /healthz HTTP/1.1\r\nx-slow: ");
    }
    await sleep(500);
    const answers = await Promise.all(
      Array.from({ length: 20 }, async () => await fetch(`http://127.0.0.1:${port}/api/v1/me`)),
    );
    expect(answers.every(({ status }) => status === 401)).toBe(true);
    for (const socket of crowd) socket.destroy();
  });

  it.concurrent("is not one that is waiting for us", async () => {
    // A body that takes its time and yet comes in whole.
    const socket = connect(port, "127.0.0.1");
    const text = JSON.stringify({ username: "nobody", password: "x" });
    socket.write(`${head(LOGIN, [...json, `content-length: ${text.length}`, "connection: close"])}\r\n`);
    for (const piece of text.match(/.{1,4}/g) ?? []) {
      socket.write(piece);
      await sleep(100);
    }
    const [answer] = await once(socket, "data");
    expect(String(answer)).toMatch(/^HTTP\/1\.1 401 /);
    socket.destroy();
  });
});
