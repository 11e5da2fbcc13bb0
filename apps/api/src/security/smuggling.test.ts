import { once } from "node:events";
import { connect } from "node:net";
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

/** Sends these bytes on one connection and gives back all that comes until the server ends it or says nothing more. */
async function exchange(text: string, host = "127.0.0.1"): Promise<string> {
  const socket = connect(port, host);
  socket.on("error", () => {}); // a refusal may cut the connection while we still write
  let heard = "";
  socket.on("data", (data) => {
    heard += data.toString("latin1");
  });
  await once(socket, "connect");
  socket.end(Buffer.from(text, "latin1"));
  await once(socket, "close");
  return heard;
}

const statuses = (heard: string) => [...heard.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status));
const SMUGGLED = "GET /smuggled HTTP/1.1\r\nhost: x\r\n\r\n";
const login = (lines: readonly string[], body: string) =>
  ["POST /api/v1/auth/login HTTP/1.1", "host: purser", "content-type: application/json", ...lines, "", body].join(
    "\r\n",
  );

describe("a request that two servers could read in two ways", () => {
  it.each([
    ["a length and chunks", login(["content-length: 4", "transfer-encoding: chunked"], `0\r\n\r\n${SMUGGLED}`)],
    ["chunks and a length", login(["transfer-encoding: chunked", "content-length: 4"], `0\r\n\r\n${SMUGGLED}`)],
    ["two lengths", login(["content-length: 0", "content-length: 40"], SMUGGLED)],
    ["two lengths in one line", login(["content-length: 0, 40"], SMUGGLED)],
    ["a negative length", login(["content-length: -1"], SMUGGLED)],
    ["a length with a sign", login(["content-length: +0"], SMUGGLED)],
    ["a length in hexadecimal", login(["content-length: 0x10"], SMUGGLED)],
    ["chunks under another name", login(["transfer-encoding: xchunked"], `0\r\n\r\n${SMUGGLED}`)],
    ["chunks and something else", login(["transfer-encoding: chunked, identity"], `0\r\n\r\n${SMUGGLED}`)],
    ["two encodings", login(["transfer-encoding: identity", "transfer-encoding: chunked"], `0\r\n\r\n${SMUGGLED}`)],
    ["a blank before the colon", login(["transfer-encoding : chunked"], `0\r\n\r\n${SMUGGLED}`)],
    ["a header folded over two lines", login(["x-a: 1", " transfer-encoding: chunked"], `0\r\n\r\n${SMUGGLED}`)],
    ["a chunk of no size", login(["transfer-encoding: chunked"], `x\r\n\r\n${SMUGGLED}`)],
    ["a chunk with a sign", login(["transfer-encoding: chunked"], `-1\r\n\r\n${SMUGGLED}`)],
    ["a header with a carriage return in it", login(["x-a: b\rtransfer-encoding: chunked"], SMUGGLED)],
    ["a header with a zero byte", login(["x-a: b\u0000c"], SMUGGLED)],
    ["a header without a name", login([": x"], SMUGGLED)],
    ["a header with a control in its name", login(["x\u0001a: b"], SMUGGLED)],
    ["a header with a bracket in its name", login(["x[a]: b"], SMUGGLED)],
    ["lines that end in one character", `GET /healthz HTTP/1.1\nhost: x\n\n${SMUGGLED}`],
    ["a method that nobody knows", `FETCH /healthz HTTP/1.1\r\nhost: x\r\n\r\n${SMUGGLED}`],
    ["a version that nobody knows", `GET /healthz HTTP/3.7\r\nhost: x\r\n\r\n${SMUGGLED}`],
    ["an address with a blank", `GET /health z HTTP/1.1\r\nhost: x\r\n\r\n${SMUGGLED}`],
    ["headers of 20 kB", `GET /healthz HTTP/1.1\r\nhost: x\r\nx-a: ${"a".repeat(20_000)}\r\n\r\n${SMUGGLED}`],
    ["an address of 20 kB", `GET /${"a".repeat(20_000)} HTTP/1.1\r\nhost: x\r\n\r\n${SMUGGLED}`],
    ["no HTTP at all", "\u0016\u0003\u0001\u0002\u0000\u0001"],
  ])("is refused with one answer, and the connection is over: %s", async (_, text) => {
    const logged = app.logged.length;
    const heard = await exchange(text);
    expect(statuses(heard).length, heard).toBeLessThanOrEqual(1);
    for (const status of statuses(heard)) expect([400, 413, 431, 505]).toContain(status);
    const lines = app.logged.slice(logged);
    expect(lines.filter(({ level }) => Number(level) >= 50)).toEqual([]);
    const routes = lines.filter(({ msg }) => msg === "request").map(({ route }) => route);
    // What came after the request was read as part of it, or not at all; it was no request of its own.
    expect(routes.filter((route) => route !== "/api/v1/auth/login")).toEqual([]);
    if (heard === "") return;
    expect(heard).toContain('"code":"BODY_MALFORMED"');
    expect(heard).toMatch(/x-content-type-options: nosniff/i);
    expect(heard).toMatch(/connection: close/i);
    expect(heard).not.toMatch(/HPE_|llhttp|node:|at .*\.ts/);
  });

  it("is refused with the same answer at every address", async () => {
    const answers = await Promise.all(hosts.map(async (host) => await exchange("no HTTP at all\r\n\r\n", host)));
    const alike = answers.map((answer) => answer.replaceAll(/[0-9a-f-]{36}/g, "id"));
    expect(alike[0]).toContain('"code":"BODY_MALFORMED"');
    expect(new Set(alike).size, alike.join("\n\n")).toBe(1);
  });

  it.each([
    ["no host", 400, ""],
    ["two hosts", 400, "host: purser\r\nHOST: evil.example\r\n"],
    ["a hope that nobody knows", 417, "host: purser\r\nexpect: cake\r\n"],
  ])("is refused in its own language at every address, and reaches no handler: %s", async (_, status, lines) => {
    const logged = app.logged.length;
    for (const [line, text] of [
      ["GET /healthz HTTP/1.1", "ไม่สามารถอ่านคำขอได้"],
      ["GET /nowhere HTTP/1.1", "ไม่สามารถอ่านคำขอได้"],
      ["POST /api/v1/auth/login HTTP/1.1", "The request cannot be read."],
    ] as const) {
      const language = `accept-language: ${text.startsWith("The") ? "en" : "th"}\r\n`;
      for (const host of hosts) {
        const heard = await exchange(`${line}\r\n${lines}${language}\r\n${SMUGGLED}`, host);
        expect(statuses(heard), heard).toEqual([status]);
        expect(heard).toMatch(/connection: close/i);
        expect(heard).toMatch(/x-content-type-options: nosniff/i);
        const body = JSON.parse(Buffer.from(heard.split("\r\n\r\n")[1] ?? "", "latin1").toString());
        const request_id = expect.stringMatching(/^[0-9a-f-]{36}$/);
        expect(body).toEqual({ error: { code: "BODY_MALFORMED", message: text, request_id, details: [] } });
      }
    }
    // The attempt to sign in was no attempt: nothing asked for its body, and only refusals are in the log.
    for (const line of app.logged.slice(logged)) expect(line).toMatchObject({ msg: "request", status: 400 });
  });

  it("does not put a refusal into the middle of an answer", async () => {
    const { authorization } = app.as.finance.headers;
    const socket = connect(port, "127.0.0.1");
    let heard = "";
    socket.on("data", (data) => {
      if (heard === "") socket.write("no HTTP at all\r\n\r\n");
      heard += data.toString("latin1");
    });
    socket.on("error", () => {});
    socket.write(`GET /api/v1/live/stream HTTP/1.1\r\nhost: purser\r\nauthorization: ${authorization}\r\n\r\n`);
    await once(socket, "close");
    expect(statuses(heard), heard).toEqual([200]);
    expect(heard).not.toContain("BODY_MALFORMED");
  });

  it("in the absolute form is answered for its path, whatever host it names", async () => {
    const heard = await exchange(
      "GET http://evil.example/api/v1/me HTTP/1.1\r\nhost: purser\r\nconnection: close\r\n\r\n",
    );
    expect(statuses(heard)).toEqual([
      expect.toSatisfy((status: number) => status === 401 || status === 404 || status === 400),
    ]);
    expect(heard).not.toContain("evil.example");
  });

  it("of HTTP/1.0 is answered and the connection is over", async () => {
    expect(statuses(await exchange("GET /healthz HTTP/1.0\r\n\r\n"))).toEqual([200]);
  });

  it.each(["TRACE", "CONNECT", "TRACK", "PROPFIND", "DEBUG"])("of the method %s reaches no route", async (method) => {
    const heard = await exchange(
      `${method} /api/v1/me HTTP/1.1\r\nhost: x\r\nx-canary: echo-me\r\nconnection: close\r\n\r\n`,
    );
    for (const status of statuses(heard)) expect([400, 404, 405, 501]).toContain(status);
    expect(heard).not.toContain("echo-me");
  });

  it("asks for another protocol in vain", async () => {
    const upgrade = "connection: upgrade\r\nupgrade: h2c\r\nhttp2-settings: AAMAAABkAAQAAP__";
    const heard = await exchange(`GET /api/v1/me HTTP/1.1\r\nhost: x\r\n${upgrade}\r\n\r\n`);
    expect(statuses(heard)).not.toContain(101);
  });
});
